// The coder inside CompressAI, ryg's rans64.h, on what Coder.java leaves in a folder: FOLDER KIND ROUNDS.
// Prints nanoseconds of processor time a symbol to encode, to decode with a search from the left (as
// CompressAI does) and with a table of 256 starting points (as Offprint does), and bytes.
// Compiled by race.py against a checkout of github.com/rygorous/ryg_rans; nothing of it is here.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "rans64.h"

static const uint32_t PRECISION = 16;

static std::vector<int32_t> numbers(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::vector<int32_t> out(static_cast<size_t>(in.tellg()) / 4);
  in.seekg(0);
  in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * 4));
  return out;
}

static double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string folder = argv[1];
  const std::vector<int32_t> flat = numbers(folder + "/tables.bin");
  const std::vector<int32_t> pairs = numbers(folder + "/" + argv[2] + ".bin");
  std::vector<const int32_t*> tables;
  for (size_t i = 0; i < flat.size(); i += static_cast<size_t>(flat[i]) + 2) tables.push_back(&flat[i + 1]);
  std::vector<std::vector<uint16_t>> first(tables.size(), std::vector<uint16_t>(256));
  for (size_t t = 0; t < tables.size(); t++) {
    uint16_t s = 0;
    for (int b = 0; b < 256; b++) {
      while (tables[t][s + 1] <= b << 8) s++;
      first[t][static_cast<size_t>(b)] = s;
    }
  }
  const size_t n = pairs.size() / 2;
  std::vector<uint32_t> buffer(n + 16);
  double encode = 1e300, left = 1e300, bucket = 1e300;
  size_t bytes = 0;
  for (int round = 0; round < std::atoi(argv[3]); round++) {
    double begun = now();
    Rans64State state;
    Rans64EncInit(&state);
    uint32_t* end = buffer.data() + buffer.size();
    uint32_t* at = end;
    for (size_t i = n; i-- > 0;) {
      const int32_t* c = tables[static_cast<size_t>(pairs[2 * i])] + pairs[2 * i + 1];
      Rans64EncPut(&state, &at, static_cast<uint32_t>(c[0]), static_cast<uint32_t>(c[1] - c[0]), PRECISION);
    }
    Rans64EncFlush(&state, &at);
    encode = std::min(encode, (now() - begun) / n);
    bytes = static_cast<size_t>(end - at) * 4;
    for (int how = 0; how < 2; how++) {
      begun = now();
      uint32_t* read = at;
      size_t wrong = 0;
      Rans64DecInit(&state, &read);
      for (size_t i = 0; i < n; i++) {
        const size_t t = static_cast<size_t>(pairs[2 * i]);
        const int32_t* c = tables[t];
        const int32_t slot = static_cast<int32_t>(Rans64DecGet(&state, PRECISION));
        int32_t s = how == 0 ? 0 : first[t][static_cast<size_t>(slot >> 8)];
        while (c[s + 1] <= slot) s++;
        Rans64DecAdvance(&state, &read, static_cast<uint32_t>(c[s]), static_cast<uint32_t>(c[s + 1] - c[s]), PRECISION);
        wrong += s != pairs[2 * i + 1];
      }
      if (wrong) return 3;
      double& least = how == 0 ? left : bucket;
      least = std::min(least, (now() - begun) / n);
    }
  }
  std::printf("%.3f %.3f %.3f %zu\n", encode, left, bucket, bytes);
  return 0;
}
