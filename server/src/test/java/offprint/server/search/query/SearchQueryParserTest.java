package offprint.server.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import offprint.server.search.query.SearchQuery.Filter;
import offprint.server.search.query.SearchQuery.Phrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // question | words | phrases | filters
        "Entropy coupling | entropy coupling | |",
        "Gödel's ÉTUDES | godel etudes | |",
        "\"random walk\" graph | graph | +random walk |",
        "“random walk” | | +random walk |",
        "-\"random walk\" graph | graph | -random walk |",
        "\"one\" | | +one |",
        "graph -walk | graph | | -walk",
        "graph -self-repellent | graph | -self repellent |",
        "author:Shannon entropy | entropy | | author Shannon",
        "AUTHOR:\"Claude E. Shannon\" | | | author Claude E. Shannon",
        "-author:shannon | | | -author shannon",
        "year:2024 | | | 2024-2024",
        "year:2023-2025 | | | 2023-2025",
        "year:2025-2023 | | | 2023-2025",
        "year:2024- | | | 2024-2999",
        "year:-2020 | | | 1000-2020",
        "-year:2020 | | | -2020-2020",
        "year:20245 | year 20245 | |",
        "year:abc | year abc | |",
        "year:20232025 | year 20232025 | |",
        "title:Walks graph | graph | | title Walks",
        "title:\"random walks\" | | | title random walks",
        "-title:walks | | | -title walks",
        "title:the | title the | |",
        "C++ vs C# or .net | cplusplus vs csharp or dotnet | |",
        "\"C++ programs\" | | +cplusplus programs |",
        "topic:entropy | | | topic entropy",
        "topic:\"optimal transport\" | | | topic optimal transport",
        "has:code has:METHOD | | | has code, has method",
        "has:everything | has everything | |",
        "foo:bar | foo bar | |",
        "http://example.com/x | http example.com x | |",
        "\"unfinished phrase | unfinished phrase | |",
        "\"\" | | |",
        "author: | author | |",
        "author:\"\" x | author x | |",
        "- -- --- | | |",
        "' or 1=1; drop table paper-- | or 1 1 drop table paper | |",
        "venue:foo AND (bar OR [a TO b]) ~2 ^3 *? | venue foo and bar or a to b 2 3 | |",
        "a:\"b\":c\" | a c | +b |",
        "a b c d e f g h i j k l -m \"n o\" | a b c d e f g h i j k l | +n o | -m",
        "a b c d e f g h i j k l m -n \"o p\" | a b c d e f g h i j k l m n o p | |",
        "a b c d e f g h i j k l m -n \"o\" year:2024 | a b c d e f g h i j k l m | +o | -n,"
            + " 2024-2024"
      })
  void readsTheLanguageAndTakesAllElseAsWords(
      String text, String words, String phrases, String filters) {
    SearchQuery searchQuery = SearchQueryParser.parse(text);
    assertThat(String.join(" ", searchQuery.words())).isEqualTo(words == null ? "" : words);
    assertThat(searchQuery.phrases().stream().map(SearchQueryParserTest::written))
        .isEqualTo(phrases == null ? List.of() : List.of(phrases.split(", ")));
    assertThat(searchQuery.filters().stream().map(SearchQueryParserTest::written))
        .isEqualTo(filters == null ? List.of() : List.of(filters.split(", ")));
    assertThat(searchQuery.arxiv()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "venue:neurips diffusion | There is no field “venue”,",
        "-venue:\"two words\" | There is no field “venue”,",
        "year:20245 | year: takes a year or several, as 2023-2025: got 20245",
        "HAS:everything | has: takes code or method: got everything",
        "author:\"!\" | author: takes words: got !",
      })
  void saysWhatItReadsAsWordsOnly(String text, String note) {
    assertThat(SearchQueryParser.parse(text).notes()).singleElement().asString().startsWith(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "author:shannon year:2024 has:code topic:x title:y",
        "http://example.com/x",
        "std::vector",
        "DeepSeek:a model",
        "walks: a survey",
        "venue:x and eleven more words make prose of what else is a field",
      })
  void saysNothingOfWhatIsNoField(String text) {
    assertThat(SearchQueryParser.parse(text).notes()).isEmpty();
  }

  private static String written(Phrase phrase) {
    return (phrase.excluded() ? "-" : "+") + phrase.text();
  }

  private static String written(Filter filter) {
    String sign = filter.excluded() ? "-" : "";
    return sign
        + switch (filter) {
          case Filter.Author author -> "author " + author.name();
          case Filter.Title title -> "title " + title.words();
          case Filter.Topic topic -> "topic " + topic.name();
          case Filter.Years years -> years.from() + "-" + years.to();
          case Filter.Has has -> "has " + has.what();
          case Filter.Without without -> without.word();
        };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2405.14616",
        "2405.14616v3",
        " arXiv:2405.14616 ",
        "https://arxiv.org/abs/2405.14616v1",
        "arxiv.org/pdf/2405.14616",
        "http://www.arxiv.org/pdf/2405.14616v2.pdf",
        "https://huggingface.co/papers/2405.14616",
        "https://doi.org/10.48550/arXiv.2405.14616",
        "http://localhost:8080/papers/2405.14616",
        "papers.example.org/papers/2405.14616v2.md",
        "https://www.alphaxiv.org/abs/2405.14616v1",
        "https://ar5iv.labs.arxiv.org/html/2405.14616",
        "arXiv:2405.14616v1 [cs.LG] 23 May 2024",
        "2405.14616V2",
        "(arXiv:2405.14616)",
        "https://arxiv.org/abs/2405.14616."
      })
  void knowsIdsAndAddressesOfPapers(String text) {
    assertThat(SearchQueryParser.parse(text).arxiv()).isEqualTo("2405.14616");
  }

  @Test
  void knowsOldIds() {
    assertThat(SearchQueryParser.parse("math/0309136").arxiv()).isEqualTo("math/0309136");
    assertThat(SearchQueryParser.parse("https://arxiv.org/abs/hep-th/9901001v2").arxiv())
        .isEqualTo("hep-th/9901001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\u202eمقدمة في الاحتمالات",
        "🤖🚀 \uD83D",
        "\u0000\u0001\u001f",
        "<script>alert(1)</script>",
        "%00 %ff \\ \\\" \\u0000",
        "机器学习 深度学习",
        "\"\"\"\"\"\"\"",
        "author:\"author:\"author:\""
      })
  void takesAnyText(String text) {
    SearchQuery searchQuery = SearchQueryParser.parse(text);
    assertThat(searchQuery.text())
        .doesNotContain("\u0000", "\n")
        .isEqualTo(searchQuery.text().strip());
  }

  @Test
  void takesLongTextsUpToALimit() {
    SearchQuery words = SearchQueryParser.parse("entropy ".repeat(20_000));
    assertThat(words.words()).hasSize(SearchQueryParser.MOST_WORDS);
    assertThat(SearchQueryParser.parse("x".repeat(100_000)).words()).isNotEmpty();
    assertThat(SearchQueryParser.parse("year:2024 ".repeat(500)).filters()).hasSizeLessThan(50);
    assertThat(SearchQueryParser.parse("-".repeat(10_000)).isEmpty()).isTrue();
  }

  @Test
  void neverFails() {
    long seed = Long.getLong("seed", 20251126);
    Random random = new Random(seed);
    String alphabet = "\"\"::--  authoryertpichs2024é😀\u202e(){}[]^~*?\\/+&|!<>'“”.v";
    int[] points = alphabet.codePoints().toArray();
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, points.length)
              .mapToObj(at -> Character.toString(points[at]))
              .collect(Collectors.joining());
      SearchQuery searchQuery = SearchQueryParser.parse(text);
      assertThat(searchQuery.words()).as("seed %d: %s", seed, text).doesNotContain("");
    }
  }
}
