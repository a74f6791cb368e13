package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.server.search.Highlighter;
import offprint.server.search.Search;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.search.ranking.Ranker;
import offprint.server.search.ranking.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that have signs in them, or a number for a word. */
class SymbolFilterTest {
  private static final IndexPosition START =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);

  @TempDir Path folder;

  private List<String> found(String question) throws IOException {
    try (PaperIndex index = PaperIndex.create(folder.resolve("index"), START)) {
      List<SearchDocument> papers = new ArrayList<>();
      papers.add(SearchDocument.of("c", "Pointers in C", "Written in C, Go and Rust."));
      papers.add(SearchDocument.of("cpp", "Templates", "C++ programs; a C++-like language."));
      papers.add(SearchDocument.of("cs", "Tasks", "Programs in C# wait."));
      papers.add(SearchDocument.of("fs", "Types", "(F#)"));
      papers.add(SearchDocument.of("net", "Runtimes", "ASP.NET and .NET run them."));
      papers.add(SearchDocument.of("address", "Code", "See https://example.net/code."));
      papers.add(SearchDocument.of("r", "Statistics", "A package for R."));
      papers.add(SearchDocument.of("state", "A State of the Art of Clips", "None."));
      papers.add(SearchDocument.of("zero", "Text2Image in one step", "None."));
      for (int i = 0; i < 3; i++) {
        papers.add(SearchDocument.of("video" + i, "Text-to-video", "From text to a video."));
        papers.add(SearchDocument.of("image" + i, "Image models", "An image of the art."));
      }
      index.put(papers, START);
      index.refresh();
      return index.search(
          searcher -> {
            Vocabulary vocabulary = new Vocabulary(searcher.getIndexReader());
            SearchQuery typed = SearchQueryParser.parse(question);
            SearchQuery read = typed.withWords(vocabulary.parted(typed.words()));
            List<String> keys = new ArrayList<>();
            for (int doc :
                new Ranker(searcher, Mode.LEXICAL).rank(read, Map.of(), null, 20).docs()) {
              keys.add(Search.key(searcher, doc));
            }
            return keys;
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C, c",
    "c++, cpp",
    "C++, cpp",
    "C#, cs",
    "F#, fs",
    ".net, net",
    ".NET, net",
    "R, r",
    "example.net, address",
    "'\"a C++-like language\"', cpp",
    "-c++ programs, cs",
    "title:pointer, c",
    "title:\"state of the art\", state",
  })
  void findsOnlyPapersWithTheWordItself(String question, String paper) throws IOException {
    assertThat(found(question)).containsExactly(paper);
  }

  @Test
  void aTwoBetweenWordsIsReadAsToWhereHardlyAnyPaperHasTheWhole() throws IOException {
    assertThat(found("text2video")).containsExactlyInAnyOrder("video0", "video1", "video2");
  }

  @Test
  void thePaperThatWritesItSoIsFoundToo() throws IOException {
    assertThat(found("text2image")).startsWith("zero").hasSizeGreaterThan(1);
  }

  @Test
  void signsAreMarkedWithTheirWord() {
    Highlighter highlighter = new Highlighter(SearchQueryParser.parse("c++"), Map.of());
    assertThat(highlighter.mark("A C/C++ library")).isEqualTo("A C/<mark>C++</mark> library");
  }

  @Test
  void placesAreThoseOfTheTextAsItWas() {
    String filler = "Nothing: of interest. ".repeat(200);
    for (String text : List.of("a: C++ walk", filler + "(C#): a walk", filler + "walk:ing")) {
      for (TextAnalysis.Word word : TextAnalysis.split(TextAnalysis.ENGLISH, text)) {
        String written = text.substring(word.start(), word.end());
        switch (word.term()) {
          case "walk" -> assertThat(written).isEqualTo("walk");
          case "cplusplu" -> assertThat(written).isEqualTo("C++");
          case "csharp" -> assertThat(written).isEqualTo("C#");
          default -> assertThat(written).doesNotContain(":", "+", "#");
        }
      }
      assertThat(TextAnalysis.terms(TextAnalysis.ENGLISH, text)).contains("walk");
    }
  }
}
