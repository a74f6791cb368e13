package offprint.kernels.neural;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Attention in plain Java; every sum has a fixed order. */
record StrictAttention(int heads, @Nullable StrictRotation rotation) {

  FeatureMaps linear(FeatureMaps q, FeatureMaps k, FeatureMaps v, @Nullable FeatureMaps allowed) {
    int area = q.area();
    int size = q.channels() / heads;
    float[] queries = q.values().clone();
    float[] keys = k.values().clone();
    FeatureMaps out = new FeatureMaps(v.channels(), v.height(), v.width());
    IntStream.range(0, heads)
        .parallel()
        .forEach(
            head -> {
              int from = head * size * area;
              overChannels(queries, from, size, area);
              for (int c = 0; c < size; c++) {
                overPositions(keys, from + c * area, area, allowed);
              }
              if (rotation != null) {
                rotation.turn(queries, from, area);
                rotation.turn(keys, from, area);
              }
              for (int e = 0; e < size; e++) {
                for (int d = 0; d < size; d++) {
                  float sum = dot(keys, from + d * area, v.values(), from + e * area, area);
                  add(sum, queries, from + d * area, out.values(), from + e * area, area);
                }
              }
            });
    return out;
  }

  /** Softmax over the channels of a head at each position. */
  private static void overChannels(float[] x, int from, int size, int area) {
    for (int i = from; i < from + area; i++) {
      float most = x[i];
      for (int c = 1; c < size; c++) {
        most = Math.max(most, x[i + c * area]);
      }
      float sum = 0;
      for (int c = 0; c < size; c++) {
        float e = (float) StrictMath.exp(x[i + c * area] - most);
        x[i + c * area] = e;
        sum += e;
      }
      for (int c = 0; c < size; c++) {
        x[i + c * area] /= sum;
      }
    }
  }

  /** Softmax over the allowed positions of a channel; 0 elsewhere, or everywhere if none is. */
  private static void overPositions(float[] x, int from, int area, @Nullable FeatureMaps allowed) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < area; i++) {
      if (allowed == null || allowed.values()[i] != 0) {
        most = Math.max(most, x[from + i]);
      }
    }
    float sum = 0;
    for (int i = 0; i < area; i++) {
      boolean counts = allowed == null || allowed.values()[i] != 0;
      float e = counts ? (float) StrictMath.exp(x[from + i] - most) : 0;
      x[from + i] = e;
      sum += e;
    }
    for (int i = from; sum > 0 && i < from + area; i++) {
      x[i] /= sum;
    }
  }

  private static float dot(float[] a, int from, float[] b, int other, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[from + i] * b[other + i];
    }
    return sum;
  }

  private static void add(float w, float[] in, int from, float[] to, int target, int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] += w * in[from + i];
    }
  }

  static FeatureMaps channels(FeatureMaps q, FeatureMaps k, FeatureMaps v) {
    int count = q.channels();
    int area = q.area();
    float root = (float) Math.sqrt(area);
    FeatureMaps out = new FeatureMaps(count, q.height(), q.width());
    IntStream.range(0, count)
        .parallel()
        .forEach(
            a -> {
              float[] row = new float[count];
              for (int b = 0; b < count; b++) {
                row[b] = dot(q.values(), a * area, k.values(), b * area, area) / root;
              }
              overPositions(row, 0, count, null);
              for (int b = 0; b < count; b++) {
                add(row[b], v.values(), b * area, out.values(), a * area, area);
              }
            });
    return out;
  }

  FeatureMaps window(FeatureMaps three) {
    int channels = three.channels() / 3;
    int area = three.area();
    float[] x = three.values().clone();
    if (rotation != null) {
      int size = channels / heads;
      for (int part = 0; part < 2 * heads; part++) {
        rotation.turn(x, part * size * area, area);
      }
    }
    FeatureMaps out =
        new FeatureMaps(WindowReference.PLACES * channels, three.height(), three.width());
    FeatureMaps turned = new FeatureMaps(three.channels(), three.height(), three.width(), x);
    IntStream.range(0, three.height())
        .parallel()
        .forEach(
            row -> {
              for (int column = 0; column < three.width(); column++) {
                for (int head = 0; head < heads; head++) {
                  around(turned, out, row, column, head);
                }
              }
            });
    return out;
  }

  private void around(FeatureMaps x, FeatureMaps out, int row, int column, int head) {
    int channels = x.channels() / 3;
    int size = channels / heads;
    int area = x.area();
    int[] places = new int[WindowReference.PLACES];
    for (int t = 0; t < places.length; t++) {
      int r = row + WindowReference.rows(t);
      int k = column + WindowReference.columns(t);
      boolean inside = r >= 0 && r < x.height() && k >= 0 && k < x.width();
      places[t] = inside ? r * x.width() + k : -1;
    }
    float root = (float) Math.sqrt(size);
    float[] score = new float[places.length];
    float[] v = x.values();
    int query = head * size;
    int key = channels + query;
    int value = 2 * channels + query;
    int here = row * x.width() + column;
    for (int t = 0; t < places.length; t++) {
      if (places[t] < 0) {
        continue;
      }
      Arrays.fill(score, Float.NEGATIVE_INFINITY);
      for (int u = 0; u < places.length; u++) {
        if (places[u] >= 0) {
          float sum = 0;
          for (int c = 0; c < size; c++) {
            sum += v[(query + c) * area + places[t]] * v[(key + c) * area + places[u]];
          }
          score[u] = sum / root;
        }
      }
      overPositions(score, 0, score.length, null);
      for (int c = 0; c < size; c++) {
        float sum = 0;
        for (int u = 0; u < places.length; u++) {
          if (places[u] >= 0) {
            sum += score[u] * v[(value + c) * area + places[u]];
          }
        }
        out.values()[((query + c) * WindowReference.PLACES + t) * area + here] = sum;
      }
    }
  }
}
