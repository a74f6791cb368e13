#!/usr/bin/env python3
"""Measures x264, x265 and MJPEG (through ffmpeg) on a Y4M clip of 8-bit 4:2:0, for
spatiotemporal-entropy/evaluate: CSV of codec, setting, bits a pixel, PSNR.

    race.py clip.y4m > others.csv
    offprint run spatiotemporal-entropy/evaluate --clip clip.y4m --others others.csv --gop 12

Rate: bytes of the elementary stream, without x264's and x265's text message (SEI). PSNR: (6 Y + U + V) / 8
of each frame, mean over frames. Preset medium; gop as given, and 1 for the all-intra rows.
Needs ffmpeg with libx264 and libx265, and numpy.

foreman-codecs.csv beside this file was so measured (ffmpeg 7.1.5) on 36 frames of foreman at 176 x 144, a clip that
does not ship; paper.md of the method says where it comes from. For cisco-people the example cisco-codecs is the CSV.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np


def read_y4m(path):
    data = Path(path).read_bytes()
    end = data.index(b"\n")
    tokens = data[:end].decode().split()
    size = {t[0]: t[1:] for t in tokens[1:]}
    w, h = int(size["W"]), int(size["H"])
    chroma = ((w + 1) // 2) * ((h + 1) // 2)
    frame = w * h + 2 * chroma
    at, frames = end + 1, []
    while at < len(data):
        at = data.index(b"\n", at) + 1
        frames.append(np.frombuffer(data, np.uint8, frame, at).astype(np.int64))
        at += frame
    return w, h, chroma, size.get("F", "25:1").replace(":", "/"), frames


def psnr(a, b):
    mse = np.mean((a - b) ** 2)
    return 100.0 if mse == 0 else 10 * np.log10(65025 / mse)


def weighted(a, b, luma, chroma):
    cuts = [0, luma, luma + chroma, luma + 2 * chroma]
    p = [psnr(a[cuts[i]:cuts[i + 1]], b[cuts[i]:cuts[i + 1]]) for i in range(3)]
    return (6 * p[0] + p[1] + p[2]) / 8


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip")
    parser.add_argument("--gop", type=int, default=12)
    args = parser.parse_args()
    w, h, chroma, rate, frames = read_y4m(args.clip)
    strip = "filter_units=remove_types="
    jobs = []
    for crf in (18, 23, 28, 33, 38, 43):
        for name, gop in (("x264", args.gop), ("x264 intra", 1)):
            jobs.append((name, f"crf {crf}", "264", ["-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "medium",
                                                     "-crf", str(crf), "-g", str(gop), "-bsf:v", strip + "6"]))
        jobs.append(("x265", f"crf {crf}", "265",
                     ["-pix_fmt", "yuv420p", "-c:v", "libx265", "-preset", "medium", "-crf", str(crf), "-g", str(args.gop),
                      "-x265-params", f"keyint={args.gop}:log-level=none", "-bsf:v", strip + "39"]))
    for q in (4, 8, 14, 22, 31):
        jobs.append(("MJPEG", f"q {q}", "mjpeg", ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", str(q)]))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for codec, setting, kind, options in jobs:
            full = kind == "mjpeg"
            source = Path(folder, "in.yuv")
            source.write_bytes(b"".join(f.astype(np.uint8).tobytes() for f in frames))
            pixels = "yuvj420p" if full else "yuv420p"
            coded, decoded = Path(folder, "x." + kind), Path(folder, "out.yuv")
            run("ffmpeg", "-y", "-f", "rawvideo", "-pix_fmt", pixels, "-s", f"{w}x{h}", "-r", rate, "-i", source,
                *options, coded)
            run("ffmpeg", "-y", "-i", coded, "-fps_mode", "passthrough", "-pix_fmt", pixels, "-f", "rawvideo", decoded)
            back = np.frombuffer(decoded.read_bytes(), np.uint8).astype(np.int64).reshape(-1, w * h + 2 * chroma)
            if len(back) != len(frames):
                sys.exit(f"{codec} {setting}: {len(back)} frames came out of {len(frames)}")
            quality = np.mean([weighted(a, b, w * h, chroma) for a, b in zip(frames, back)])
            rows.append((codec, setting, 8 * coded.stat().st_size / (w * h * len(frames)), quality))
    print("codec,setting,bits_per_pixel,psnr_611")
    for codec, setting, bits, quality in sorted(rows, key=lambda r: (r[0], r[3])):
        print(f"{codec},{setting},{bits:.6f},{quality:.4f}")


if __name__ == "__main__":
    main()
