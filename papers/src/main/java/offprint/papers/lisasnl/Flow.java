package offprint.papers.lisasnl;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** The size of the flow that learns the likelihood. */
record Flow(
    @Param(
            label = "Blocks",
            help = "Masked autoregressive blocks of the flow",
            value = "3",
            advanced = true)
        @Min(1)
        @Max(20)
        int blocks,
    @Param(
            label = "Hidden units",
            help = "Of each of the two layers of a block",
            value = "32",
            advanced = true)
        @Min(4)
        @Max(512)
        int hidden) {}
