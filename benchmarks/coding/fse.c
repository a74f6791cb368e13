/* FSE, the coder inside zstd, on what Coder.java leaves in a folder: FOLDER KIND ROUNDS. Symbols become bytes, coded in
   blocks of 128 KB as zstd does. Prints nanoseconds of processor time a symbol to encode and to decode, and bytes.
   Compiled by race.py against a checkout of github.com/Cyan4973/FiniteStateEntropy; nothing of it is here. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fse.h"

enum { BLOCK = 128 << 10 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char** argv) {
  char path[4096];
  if (argc != 4) return 2;
  snprintf(path, sizeof path, "%s/%s.bin", argv[1], argv[2]);
  FILE* in = fopen(path, "rb");
  if (!in) return 2;
  fseek(in, 0, SEEK_END);
  size_t n = (size_t)ftell(in) / 8;
  rewind(in);
  int32_t* pairs = malloc(n * 8);
  if (fread(pairs, 8, n, in) != n) return 2;
  fclose(in);
  uint8_t* symbols = malloc(n);
  uint8_t* back = malloc(n);
  for (size_t i = 0; i < n; i++) {
    if (pairs[2 * i + 1] > 255) return 4;
    symbols[i] = (uint8_t)pairs[2 * i + 1];
  }
  size_t blocks = (n + BLOCK - 1) / BLOCK, room = FSE_compressBound(BLOCK);
  uint8_t* coded = malloc(blocks * room);
  size_t* sizes = malloc(blocks * sizeof *sizes);
  double encode = 1e300, decode = 1e300;
  size_t bytes = 0;
  for (int round = 0; round < atoi(argv[3]); round++) {
    double begun = now();
    bytes = 0;
    for (size_t b = 0; b < blocks; b++) {
      size_t size = b + 1 < blocks ? BLOCK : n - b * BLOCK;
      sizes[b] = FSE_compress(coded + b * room, room, symbols + b * BLOCK, size);
      if (FSE_isError(sizes[b]) || sizes[b] < 2) return 3;
      bytes += sizes[b];
    }
    double half = now();
    for (size_t b = 0; b < blocks; b++) {
      size_t size = b + 1 < blocks ? BLOCK : n - b * BLOCK;
      if (FSE_decompress(back + b * BLOCK, size, coded + b * room, sizes[b]) != size) return 3;
    }
    double ended = now();
    if (memcmp(symbols, back, n)) return 3;
    if ((half - begun) / n < encode) encode = (half - begun) / n;
    if ((ended - half) / n < decode) decode = (ended - half) / n;
  }
  printf("%.3f %.3f %zu\n", encode, decode, bytes);
  return 0;
}
