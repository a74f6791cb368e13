package offprint.papers.validatedinference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offprint.method.Source;

/** The models that come with the paper, each with a table of its own. */
enum BuiltIn {
  LINEAR(
      "a straight line with normal noise",
      "rows",
      """
      data x = x1
      data y = value
      a ~ normal(0, 5)
      b ~ normal(0, 5)
      s ~ exponential(1)
      for i in 0..length(y)-1 { observe normal(a + b*x[i], s) = y[i] }
      return [a, b, s]
      """),
  LOGISTIC(
      "yes or no from two columns",
      "rows",
      """
      data x1
      data x2
      data y = yes
      a ~ normal(0, 2)
      b ~ normal(0, 2)
      c ~ normal(0, 2)
      for i in 0..length(y)-1 { observe bernoulli(logistic(a + b*x1[i] + c*x2[i])) = y[i] }
      return [a, b, c]
      """),
  BETA_BINOMIAL(
      "a rate from successes among trials",
      "rows",
      """
      data wins = successes
      data trials
      p ~ beta(1, 1)
      for i in 0..length(wins)-1 {
        for j in 1..trials[i] { observe bernoulli(p) = j <= wins[i] }
      }
      return p
      """),
  MIXTURE(
      "two groups of numbers",
      "rows",
      """
      data y = mixed
      parameters {
        w ~ beta(2, 2)
        m0 ~ normal(-2, 2)
        m1 ~ normal(2, 2)
      }
      for i in 0..length(y)-1 {
        z ~ bernoulli(w)
        if z { observe normal(m1, 1) = y[i] } else { observe normal(m0, 1) = y[i] }
      }
      return [w, m0, m1]
      """),
  HMM(
      "a hidden chain of three states",
      "chain",
      """
      data y
      let rows = [[0.1, 0.4, 0.5], [0.2, 0.6, 0.2], [0.15, 0.7, 0.15]]
      let means = [-1, 1, 0]
      let path = []
      x ~ uniformInt(0, 2)
      for t in 0..length(y)-1 {
        x ~ categorical(rows[x])
        observe normal(means[x], 1) = y[t]
        let path = append(path, x)
      }
      return path
      """),
  LGSSM(
      "a linear state with normal noise, seen through normal noise",
      "series",
      """
      data y
      x ~ normal(0, 1)
      for t in 0..length(y)-1 {
        x ~ normal(0.9*x, 0.5)
        observe normal(x, 0.7) = y[t]
      }
      return x
      """),
  STOCHASTIC_VOLATILITY(
      "returns whose spread wanders",
      "series",
      """
      data r = returns
      parameters {
        phi ~ beta(20, 1.5)
        s ~ exponential(5)
      }
      h ~ normal(0, 1)
      for t in 0..length(r)-1 {
        h ~ normal(phi*h, s)
        observe normal(0, exp(h/2)) = r[t]
      }
      return [phi, s, h]
      """),
  LDA(
      "two topics of four words",
      "words",
      """
      data doc
      data word
      topic0 ~ dirichlet([1, 1, 1, 1])
      topic1 ~ dirichlet([1, 1, 1, 1])
      let last = -1
      for i in 0..length(word)-1 {
        if doc[i] > last {
          share ~ beta(1, 1)
          let last = doc[i]
        }
        z ~ bernoulli(share)
        if z { observe categorical(topic1) = word[i] } else { observe categorical(topic0) = word[i] }
      }
      return [topic0, topic1]
      """);

  private final String summary;
  private final String table;
  private final String text;

  BuiltIn(String summary, String table, String text) {
    this.summary = summary;
    this.table = table;
    this.text = text;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String summary() {
    return summary;
  }

  String text() {
    return text;
  }

  /** The example table it is bound to where a reader brings none. */
  Source table() {
    return Source.example("inference-" + table);
  }

  static Optional<BuiltIn> named(String name) {
    return Arrays.stream(values()).filter(m -> m.title().equals(name.strip())).findFirst();
  }

  static List<String> titles() {
    return Arrays.stream(values()).map(BuiltIn::title).toList();
  }
}
