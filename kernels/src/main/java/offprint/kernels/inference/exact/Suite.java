package offprint.kernels.inference.exact;

import java.util.List;
import java.util.Map;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.program.Program;

/**
 * Small programs on which faults of inference show: soft and hard scores, many equally likely
 * traces, a hidden chain, traces of different lengths, a draw whose law depends on another.
 */
public record Suite(String name, String text) {
  /** The programs. */
  public static final List<Suite> PROGRAMS =
      List.of(
          new Suite(
              "soft",
              """
              r ~ bernoulli(3/10)
              if r { factor 1/5; s ~ bernoulli(1/10) } else { s ~ bernoulli(2/5) }
              if s { factor 1/10 }
              return r
              """),
          new Suite(
              "hard",
              """
              r ~ bernoulli(3/10)
              if r { s ~ bernoulli(1/10) } else { s ~ bernoulli(2/5) }
              let p = [[0, 9/10], [8/10, 98/100]]
              wet ~ bernoulli(p[r][s])
              condition !wet
              return r
              """),
          new Suite(
              "dice",
              """
              a ~ uniformInt(1, 6)
              b ~ uniformInt(1, 6)
              condition a + b > 4
              return a + b
              """),
          new Suite(
              "hmm",
              """
              let rows = [[3/4, 1/4], [1/3, 2/3]]
              let E = [[9/10, 1/10], [1/5, 4/5]]
              let y = [0, 1, 1]
              let path = []
              x ~ uniformInt(0, 1)
              for t in 0..2 {
                x ~ categorical(rows[x])
                factor E[x][y[t]]
                let path = append(path, x)
              }
              return path
              """),
          new Suite(
              "varlen",
              """
              let result = [0]
              x ~ bernoulli(1/2)
              if x {
                y ~ uniformInt(1, 3)
                factor y/4
                z ~ bernoulli(1/3)
                factor (1 + z)/3
                let result = [1, y, z]
              } else { factor 1/2 }
              return result
              """),
          new Suite(
              "smaller",
              """
              x ~ bernoulli(1/2)
              let most = 1
              if x { let most = 3 }
              y ~ uniformInt(0, most)
              return x
              """));

  /** The program of particle marginal inference: a parameter chooses the rows of a chain. */
  public static final Suite PARAMETER =
      new Suite(
          "parameter",
          """
          parameters { theta ~ categorical([2/3, 1/3]) }
          let rows = [[[3/4, 1/4], [1/4, 3/4]], [[1/3, 2/3], [1/2, 1/2]]]
          let E = [[9/10, 1/10], [1/5, 4/5]]
          let x = 0
          for t in 0..1 {
            x ~ categorical(rows[theta][x])
            factor E[x][t]
          }
          return theta
          """);

  /** The exact program; its results are what it returns. */
  public Program<Rational, Object> program() {
    return Model.parse(text)
        .program(Exact.NUMBERS, Map.of())
        .then(outcome -> Program.of(outcome.value()));
  }

  /** Its parameters, then the rest. */
  public Program<Rational, Program<Rational, Object>> parametersFirst() {
    return Model.parse(text)
        .parametersFirst(Exact.NUMBERS, Map.of())
        .then(rest -> Program.of(rest.then(outcome -> Program.of(outcome.value()))));
  }
}
