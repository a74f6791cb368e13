#!/usr/bin/env python3
"""The coder of both codecs beside the one in CompressAI (ryg's rans64) and the one in zstd (FSE).

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/coding/race.py [--rans CHECKOUT] [--fse CHECKOUT] [--java JAVA] [--symbols 4000000] [--rounds 12]

--rans   a checkout of github.com/rygorous/ryg_rans
--fse    a checkout of github.com/Cyan4973/FiniteStateEntropy
Without a checkout or a C compiler that side is left out, and said so. One thread, processor time, the least of the
rounds; millions of symbols a second. "mixed": every symbol has a table of its own out of 40, known to both sides, as learned
codecs need it; FSE knows no such thing. "one": one table for all.
"""
import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def compiled(compiler, source, folder, checkout, headers, more=()):
    if checkout is None or shutil.which(compiler) is None:
        print(f"left out: {source} (needs a checkout and {compiler})")
        return None
    program = Path(folder) / Path(source).stem
    subprocess.run(
        [compiler, "-O3", "-march=native", f"-I{Path(checkout) / headers}", str(HERE / source), *more, "-o", str(program)],
        check=True,
    )
    return program


def figures(command):
    return [line.split() for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()]


def row(name, encode, decode, size):
    print(f"{name:44} encode {1e3 / float(encode):7.1f}  decode {1e3 / float(decode):7.1f}  {size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rans")
    parser.add_argument("--fse")
    parser.add_argument("--java", default="java")
    parser.add_argument("--symbols", type=int, default=4_000_000)
    parser.add_argument("--rounds", type=int, default=12)
    args = parser.parse_args()
    classpath = (ROOT / "benchmarks/target/classpath.txt").read_text().strip()
    java = [args.java, "-XX:-UsePerfData", "-cp", f"{ROOT}/benchmarks/target/classes:{classpath}"]
    with tempfile.TemporaryDirectory() as folder:
        rans = compiled("g++", "rans64.cpp", folder, args.rans, ".")
        fse = None
        if args.fse is not None:
            lib = Path(args.fse) / "lib"
            more = [str(lib / f) for f in ("fse_compress.c", "fse_decompress.c", "entropy_common.c", "hist.c", "debug.c")]
            fse = compiled("gcc", "fse.c", folder, args.fse, "lib", more)
        ours = figures([*java, "offprint.benchmarks.coding.Coder", folder, str(args.symbols), str(args.rounds)])
        for kind, encode, decode, size in ours:
            row(f"{kind}: Offprint", encode, decode, size)
            if rans:
                encode, left, bucket, size = figures([str(rans), folder, kind, str(args.rounds)])[0]
                row(f"{kind}: rans64, search from the left", encode, left, size)
                row(f"{kind}: rans64, 256 starting points", encode, bucket, size)
            if fse and kind == "one":
                encode, decode, size = figures([str(fse), folder, kind, str(args.rounds)])[0]
                row(f"{kind}: FSE", encode, decode, size)


if __name__ == "__main__":
    main()
