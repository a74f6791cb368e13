package offprint.papers.timemixer;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** The architecture of the network. */
record Design(
    @Param(
            label = "Rows to look back",
            help = "Rows the network looks back",
            symbol = "L",
            unit = "rows",
            value = "96")
        @Min(8)
        @Max(4096)
        int lookback,
    @Param(
            label = "Rows to forecast",
            help = "Rows it forecasts",
            symbol = "H",
            unit = "rows",
            value = "96")
        @Min(1)
        @Max(2048)
        int horizon,
    @Param(label = "Halvings", help = "Down-samplings by 2", symbol = "M", value = "3")
        @Min(0)
        @Max(6)
        int scales,
    @Param(
            label = "Down-sampling",
            help = "Down-sampling: average, maximum or a trained convolution",
            value = "avg",
            advanced = true)
        Pool pool,
    @Param(
            label = "Features",
            help = "Features of a time step",
            symbol = "d",
            value = "16",
            advanced = true)
        @Min(1)
        @Max(256)
        int dModel,
    @Param(
            label = "Hidden features",
            help = "Hidden features",
            symbol = "d_ff",
            value = "32",
            advanced = true)
        @Min(1)
        @Max(1024)
        int dFf,
    @Param(label = "Mixing blocks", help = "Mixing blocks", value = "1") @Min(1) @Max(8) int blocks,
    @Param(
            label = "Width of the moving average",
            help = "Width of the moving average, odd, at most lookback",
            symbol = "k",
            unit = "rows",
            value = "25",
            advanced = true)
        @Min(3)
        @Max(4095)
        int kernel,
    @Param(
            label = "Split",
            help = "Split into season and trend",
            value = "movingAverage",
            advanced = true)
        Decomposition decomposition,
    @Param(
            label = "Frequencies",
            help = "Frequencies kept as season by the DFT split",
            value = "5",
            advanced = true)
        @Min(1)
        @Max(64)
        int topK,
    @Param(
            label = "Channels apart",
            help = "Every channel by itself with shared weights; else channels mix",
            value = "true",
            advanced = true)
        boolean channelIndependent,
    @Param(
            label = "Dropout",
            help = "Share of embedded values dropped in training",
            value = "0.1",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("0.9")
        double dropout) {
  /** How a finer scale becomes the next coarser one. */
  enum Pool {
    AVG,
    MAX,
    CONV
  }

  /** How a series is split into season and trend. */
  enum Decomposition {
    MOVING_AVERAGE,
    DFT
  }

  Design {
    if (lookback >> scales < 2) {
      throw new IllegalArgumentException(
          "scales must leave at least 2 values at the coarsest scale: got %d with lookback %d"
              .formatted(scales, lookback));
    }
    if (kernel % 2 == 0 || kernel > lookback) {
      throw new IllegalArgumentException(
          "kernel must be odd and at most lookback: got %d with lookback %d"
              .formatted(kernel, lookback));
    }
  }

  /** The paper's setting of the long-term benchmarks. */
  static Design ofPaper(int lookback, int horizon, int blocks) {
    return new Design(
        lookback,
        horizon,
        3,
        Pool.AVG,
        16,
        32,
        blocks,
        25,
        Decomposition.MOVING_AVERAGE,
        5,
        true,
        0.1);
  }

  /** L_m = floor(L / 2^m). */
  int length(int scale) {
    return lookback >> scale;
  }

  /** Channels of one sample: 1 where every channel is a sample of its own. */
  int sampleChannels(int channels) {
    return channelIndependent ? 1 : channels;
  }
}
