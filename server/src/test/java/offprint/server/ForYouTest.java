package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import offprint.server.vector.VectorConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The list that learns from what a reader saved and hid. */
@Tag("sql")
class ForYouTest {
  private static final String DAY = "2026-03-02";
  private static final List<String> SUBJECTS =
      List.of(
          "protein folding with equivariant networks",
          "speech recognition for rare languages",
          "quantum error correction by decoding graphs",
          "traffic forecasting on road networks",
          "pruning of large language models");

  @TempDir Path folder;

  /** Thirty papers on each subject, in turn. */
  private static ObjectNode[] archive() {
    List<ObjectNode> lines = new ArrayList<>();
    for (int i = 0; i < 30 * SUBJECTS.size(); i++) {
      String subject = SUBJECTS.get(i % SUBJECTS.size());
      ObjectNode line =
          Archive.line(
              DAY, i + 1, "2603.%05d".formatted(i), "Study %d of %s".formatted(i, subject));
      line.put("summary", "We look at %s from side %d.".formatted(subject, i % 7));
      line.withArray("authors").removeAll().addObject().put("name", "Author " + i);
      line.putArray("ai_keywords").add(subject.split(" ")[0]);
      lines.add(line);
    }
    return lines.toArray(ObjectNode[]::new);
  }

  private static String give(TestSite site, String cookie, int paper, String opinion) {
    HttpRequest.Builder request =
        site.request("/opinions")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "paper=2603.%05d&opinion=%s".formatted(paper, opinion)));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> answer = site.send(request);
    return answer.headers().firstValue("Set-Cookie").orElse(cookie).split(";")[0];
  }

  private static HttpResponse<String> forYou(TestSite site, String cookie) {
    return site.send(site.request("/papers/for-you").header("Cookie", cookie));
  }

  private static List<Integer> papers(HttpResponse<String> page) {
    return Pattern.compile("<h2 dir=\"auto\"><a href=\"/papers/2603\\.([0-9]+)\"")
        .matcher(page.body())
        .results()
        .map(match -> Integer.parseInt(match.group(1)))
        .toList();
  }

  private static String reader(TestSite site, int subject) {
    String cookie = "";
    for (int i = 0; i < 4; i++) {
      cookie = give(site, cookie, subject + i * SUBJECTS.size(), "saved");
    }
    return cookie;
  }

  @Test
  void whatAReaderSavesComesFirstAndTheReasonIsSaid() throws Exception {
    Archive.add(folder, archive());
    try (TestSite site = TestSite.start(folder)) {
      for (int subject = 0; subject < SUBJECTS.size(); subject++) {
        int wanted = subject;
        HttpResponse<String> page = forYou(site, reader(site, subject));
        assertThat(papers(page)).hasSize(50);
        assertThat(papers(page).subList(0, 26))
            .as(SUBJECTS.get(subject))
            .allSatisfy(paper -> assertThat(paper % SUBJECTS.size()).isEqualTo(wanted));
        assertThat(page.body())
            .contains("Because you saved", SUBJECTS.get(subject))
            .contains("/topics/" + SUBJECTS.get(subject).split(" ")[0]);
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
      }
    }
  }

  @Test
  void whatIsHiddenSinksAndJudgedPapersDoNotReturn() throws Exception {
    Archive.add(folder, archive());
    try (TestSite site = TestSite.start(folder)) {
      String cookie = reader(site, 0);
      give(site, cookie, 1, "saved");
      give(site, cookie, 6, "saved");
      assertThat(papers(forYou(site, cookie)).subList(0, 50)).anyMatch(paper -> paper % 5 == 1);
      for (int i = 2; i < 8; i++) {
        give(site, cookie, 1 + i * SUBJECTS.size(), "hidden");
      }
      give(site, cookie, 1, "none");
      give(site, cookie, 6, "none");
      List<Integer> after = papers(forYou(site, cookie));
      assertThat(after).noneMatch(paper -> paper % 5 == 1).doesNotContain(0, 5, 10, 15);
    }
  }

  @Test
  void beforeThereIsEnoughItSaysWhatToDoAndShowsWhatTrends() throws Exception {
    Archive.add(folder, archive());
    try (TestSite site = TestSite.start(folder)) {
      HttpResponse<String> fresh = site.get("/papers/for-you");
      assertThat(fresh.body()).contains("Save 3 papers that you like", "Trending meanwhile");
      assertThat(papers(fresh)).hasSize(20);
      String cookie = give(site, "", 0, "saved");
      give(site, cookie, 5, "saved");
      assertThat(forYou(site, cookie).body()).contains("You have saved 2 of the 3 papers");
      give(site, cookie, 10, "saved");
      assertThat(forYou(site, cookie).body()).contains("Because you saved");
    }
  }

  @Test
  void sentenceVectorsKnowWhatOtherWordsMean() throws Exception {
    String[] titles = {
      "Robots that grasp fragile things",
      "Grippers for robot hands",
      "A robot learns to grasp",
      "Picking up objects with a mechanical arm and touch sensors",
      "Bond yields under inflation",
      "Migration of arctic birds",
      "Recipes of medieval kitchens",
      "Prime gaps and sieves"
    };
    ObjectNode[] lines = new ObjectNode[titles.length];
    for (int i = 0; i < titles.length; i++) {
      lines[i] = Archive.line(DAY, i + 1, "2603.%05d".formatted(i), titles[i]).put("summary", "");
      lines[i].withArray("authors").removeAll().addObject().put("name", "Author " + i);
    }
    Archive.add(folder, lines);
    try (TestSite site = TestSite.start(folder, config -> config.with(VectorConfig.DEFAULT))) {
      long deadline = System.currentTimeMillis() + 180_000;
      while (site.json("/api/v1/vectors").path("done").asLong()
          < site.json("/api/v1/vectors").path("papers").asLong()) {
        assertThat(System.currentTimeMillis()).isLessThan(deadline);
        TestSite.pause(100);
      }
      String cookie = give(site, "", 0, "saved");
      give(site, cookie, 1, "saved");
      give(site, cookie, 2, "saved");
      assertThat(papers(forYou(site, cookie)).getFirst()).isEqualTo(3);
    }
  }

  @Test
  void aFreshInstallationRanksTheFoundingPapers() {
    try (TestSite site = TestSite.start(folder)) {
      String cookie = "";
      for (String slug : List.of("srrw", "arphmm", "mec-b")) {
        HttpRequest.Builder request =
            site.request("/opinions")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("paper=" + slug + "&opinion=saved"));
        HttpResponse<String> answer =
            site.send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      }
      assertThat(forYou(site, cookie).body()).contains("Because you saved");
    }
  }
}
