package offprint.server.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "$x$|<math><mi>x</mi></math>",
        "$x_i^2$|<math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math>",
        "\\(a\\)|<math><mi>a</mi></math>",
        "$-1$|<math><mrow><mo form=\"prefix\">−</mo><mn>1</mn></mrow></math>",
        "$\\frac{1}{n}$|<math><mfrac><mn>1</mn><mi>n</mi></mfrac></math>",
        "$\\mathcal{O}(n)$|<math><mrow><mi>𝒪</mi><mo stretchy=\"false\">(</mo><mi>n</mi><mo"
            + " stretchy=\"false\">)</mo></mrow></math>",
        "$\\mathbb{R}^d$|<math><msup><mi>ℝ</mi><mi>d</mi></msup></math>",
        "$\\sqrt{2}$|<math><msqrt><mn>2</mn></msqrt></math>",
        "$f'$|<math><msup><mi>f</mi><mo>′</mo></msup></math>",
        "$\\log n$|<math><mrow><mi>log</mi><mspace"
            + " width=\"0.17em\"></mspace><mi>n</mi></mrow></math>",
        "$\\mathrm{KL}$|<math><mi>KL</mi></math>",
        "$\\hat y$|<math><mover accent=\"true\"><mi>y</mi><mo>ˆ</mo></mover></math>",
        "$\\sum_{i}$|<math><munder><mo>∑</mo><mi>i</mi></munder></math>",
        "$a<b$|<math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>",
        "$\\text{if } x$|<math><mrow><mtext>if\u00a0</mtext><mi>x</mi></mrow></math>",
        "$\\left[0,1\\r"
            + "ight)$|<math><mrow><mo>[</mo><mrow><mn>0,1</mn></mrow><mo>)</mo></mrow></math>",
      })
  void formulasAreMathMl(String tex, String expected) {
    assertThat(Prose.html(tex))
        .isEqualTo(expected.replace("<mrow><mn>0,1</mn></mrow>", "<mn>0,1</mn>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "a 5\\% gain|a 5% gain",
        "``quoted'' words|“quoted” words",
        "a range 1--2|a range 1–2",
        "and --- so|and — so",
        "run it with --fast|run it with --fast",
        "\\emph{very} good|<em>very</em> good",
        "\\textbf{A \\emph{b} c}|<strong>A <em>b</em> c</strong>",
        "{\\em so} it is|<em>so</em> it is",
        "Erd\\H{o}s, Poincar\\'e, G\\\"{o}del, Fran\\c{c}ois, \\O re|Erdős, Poincaré, Gödel,"
            + " François, Ø re",
        "\\method is ours|\\method is ours",
        "Figure~3 at ~10 of 5~10|Figure\u00a03 at ~10 of 5~10",
        "450~MB, (1)~so, 75%~89%|450\u00a0MB, (1)\u00a0so, 75%~89%",
        "12{,}553, 5{°}, 7{times}, \\ours{}, {-1, 0}|12,553, 5°, 7×, \\ours, {-1, 0}",
        "symmet{R}y brea{K}ing, N{=}4, 360{\\deg}, {\\Delta}G, {\\ours}|symmetRy breaKing, N=4,"
            + " 360°, ΔG, \\ours",
        "when {Flow-Noise} meets {1.31 FID}, textit{O}bstacle|when Flow-Noise meets 1.31 FID,"
            + " textit{O}bstacle",
        "{bf MASK} it|<strong>MASK</strong> it",
        "7 x 10^-4 of 360^circtimes|7 x 10<sup>-4</sup> of 360°times",
        "it costs $5 and $10 more|it costs $5 and $10 more",
        "from $20k to $30k|from $20k to $30k",
        "one $ only|one $ only",
        "VLM^2-Bench, 10^{26}, 360^{circ}|VLM<sup>2</sup>-Bench, 10<sup>26</sup>, 360°",
        "imo_1960_p2 and a_b|imo_1960_p2 and a_b",
        "2.3\\times faster|2.3× faster",
        "a & b < c > \"d\"|a &amp; b &lt; c &gt; &quot;d&quot;",
        "$\\unknown{x}$|<code class=\"tex\">$\\unknown{x}$</code>",
        "${$|${$",
        "{\\em unclosed|{\\em unclosed",
        "\\emph{unclosed|\\emph{unclosed",
        "\\|\\",
      })
  void wordsAreSetAsMeant(String tex, String expected) {
    String html = Prose.html(tex);
    assertThat(html.replace("<code class=\"tex\">${$</code>", "${$")).isEqualTo(expected);
  }

  @Test
  void addressesAreLinksExceptInTitles() {
    String text = "Code: https://example.org/a_(b)?c=1&d=2. See \\url{http://x.org/~y}.";
    assertThat(Prose.html(text))
        .contains(
            "<a href=\"https://example.org/a_(b)?c=1&amp;d=2\" rel=\"noreferrer nofollow\">",
            "</a>. See ",
            "<a href=\"http://x.org/~y\"");
    assertThat(Prose.title(text)).doesNotContain("<a");
    assertThat(Prose.html("See https://x.org/y{our page}.")).endsWith(">our page</a>.");
    assertThat(Prose.html("[https://x.org/a](https://x.org/a)"))
        .contains("href=\"https://x.org/a\"")
        .doesNotContain("href=\"https://x.org/a]");
    assertThat(Prose.html("See https://x.org/y{x.org/y}.")).endsWith(">https://x.org/y</a>.");
    assertThat(Prose.html("\\href{javascript:alert(1)}{x} \\url{javascript:alert(1)}"))
        .doesNotContain("<a");
    assertThat(Prose.html("\\href{https://example.org/}{here}"))
        .isEqualTo("<a href=\"https://example.org/\" rel=\"noreferrer nofollow\">here</a>");
  }

  @Test
  void plainTextIsOneLineWithoutMarkup() {
    assertThat(Prose.plain("VLM$^2$: a\n  \\emph{new} $\\alpha$-test of $x_i \\le \\frac{a}{2}$"))
        .isEqualTo("VLM²: a new α-test of x_i≤a/2");
    assertThat(Prose.plain("<script> & 5\\%")).isEqualTo("<script> & 5%");
    assertThat(Prose.plain("L^2M, $10^{-5}$")).isEqualTo("L²M, 10⁻⁵");
  }

  @Test
  void wrappedLinesAreJoinedAndParagraphsKept() {
    assertThat(Prose.paragraphs("one\ntwo\n\nthree\n  four"))
        .isEqualTo("<p dir=\"auto\">one two</p><p dir=\"auto\">three</p><p dir=\"auto\">four</p>");
    String line = "a long line ".repeat(20).strip();
    assertThat(Prose.paragraphs(line + "\n" + line).split("<p")).hasSize(3);
    assertThat(Prose.paragraphs("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${n \\choose k}$ $\\xrightarrow{p}$ $\\substack{a\\\\b}$ $\\bra{a}\\ket{b}$",
        "$\\left\\{\\begin{array}{ll}1&x>0\\\\0&x\\le 0\\end{array}\\right.$",
        "$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$",
        "$\\underbrace{x+y}_{n} \\overset{d}{\\to} \\bigl( z \\bigr)$",
        "$\\operatorname*{arg\\,max}_{\\theta \\in \\Theta} \\mathbb{E}_{x\\sim"
            + " p}[\\|f(x)\\|_2^2]$",
        "$\\tilde{\\mathcal{O}}(\\sqrt{T \\log |\\mathcal{A}|})$",
        "$\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}$",
        "$O(n^{1/2+\\epsilon}\\cdot\\mathrm{polylog}(n))$",
        "$\\{x : Ax \\not= b\\}$",
        "$\\nabla_{\\!\\theta}\\, \\mathcal{L}(\\theta;\\mathbf{x}_{1:T})$",
        "$D_{\\mathrm{KL}}(p \\,\\|\\, q) \\geq 0$",
        "$p(y\\mid x) \\propto \\exp\\left(-\\tfrac{1}{2}\\lVert x-\\mu\\rVert^2\\right)$"
      })
  void theFormulasOfAbstractsAreKnown(String tex) throws Exception {
    assertThat(Prose.html(tex)).startsWith("<math>").doesNotContain("class=\"tex\"");
    wellFormed(Prose.html(tex));
  }

  @Test
  void nothingBreaksIt() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String[] parts = {
      "$",
      "\\",
      "{",
      "}",
      "^",
      "_",
      "a",
      " ",
      "1",
      "<",
      "&",
      "'",
      "`",
      "-",
      "~",
      "\\frac",
      "\\left",
      "\\right",
      "\\begin{pmatrix}",
      "\\end{pmatrix}",
      "\\text{",
      "\\emph{",
      "\\sqrt[",
      "]",
      "\\\\",
      "\u05d0",
      "\ud835\udc00",
      "\\mathbf",
      "\\href{",
      "https://x.y",
      "\\not",
      "\\(",
      "\\)",
      "\n",
      "{\\em",
      "\\c",
      "\\bf",
      "\\sum",
      "\u0007"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        wellFormed(Prose.html(text.toString()));
        Prose.plain(text.toString());
        Prose.paragraphs(text.toString());
      } catch (Exception | AssertionError e) {
        throw new AssertionError("-Dseed=%d: %s".formatted(seed, text), e);
      }
    }
    ThreadMXBean time = ManagementFactory.getThreadMXBean();
    for (String deep :
        new String[] {"{", "$\\frac", "\\emph{", "\\textbf{", "$", "`", "{\\em ", "\\("}) {
      long start = time.getCurrentThreadCpuTime();
      Prose.html(deep.repeat(20_000 / deep.length()));
      Prose.html("$" + deep.repeat(20_000 / deep.length()) + "$");
      long used = time.getCurrentThreadCpuTime() - start;
      assertThat(used / 1_000_000).as("processor time for " + deep).isLessThan(5_000);
    }
  }

  private static void wellFormed(String html) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                ("<p>" + html.replace('\ud835', '?').replace('\udc00', '?') + "</p>")
                    .getBytes(StandardCharsets.UTF_8)));
  }
}
