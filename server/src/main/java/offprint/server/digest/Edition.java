package offprint.server.digest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import offprint.server.paper.NameFolding;

/** Everything that may be mailed at one time; every subscriber's mail is a selection of it. */
final class Edition {
  private static final int PAPERS_OF_A_SECTION = 10;
  private static final int PAPERS_OF_A_MAIL = 40;

  private final NewPapers newPapers;
  private final Map<Schedule.Rhythm, List<Long>> trending;
  private final Function<String, List<Long>> questions;
  private final Map<String, List<Long>> answers = new ConcurrentHashMap<>();

  /**
   * @param trending row numbers, best first
   * @param questions papers that match a search, newest first
   */
  Edition(
      NewPapers newPapers,
      Map<Schedule.Rhythm, List<Long>> trending,
      Function<String, List<Long>> questions) {
    this.newPapers = newPapers;
    this.trending = Map.copyOf(trending);
    this.questions = questions;
  }

  NewPapers arrivals() {
    return newPapers;
  }

  /**
   * Selects what a subscriber has not been sent yet, each paper once: new papers of followed
   * authors, searches and topics, then the list For you and trending papers. Empty if there is
   * nothing new.
   */
  List<Section> choose(Subscriber subscriber, Interests wishes, PaperSet mailed) {
    List<Section> sections = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    for (String author : wishes.authors()) {
      List<Long> papers = newPapers.authors().getOrDefault(NameFolding.key(author), List.of());
      add(Section.Kind.AUTHOR, author, since(subscriber, papers), mailed, taken, sections);
    }
    for (String question : wishes.searches()) {
      List<Long> papers = answers.computeIfAbsent(question, questions);
      add(Section.Kind.SEARCH, question, since(subscriber, papers), mailed, taken, sections);
    }
    for (String topic : wishes.topics()) {
      List<Long> papers = newPapers.topics().getOrDefault(NameFolding.topic(topic), List.of());
      add(Section.Kind.TOPIC, topic, since(subscriber, papers), mailed, taken, sections);
    }
    add(Section.Kind.FOR_YOU, "", wishes.forYou(), mailed, taken, sections);
    if (wishes.trending()) {
      List<Long> papers = trending.getOrDefault(subscriber.schedule().rhythm(), List.of());
      add(Section.Kind.TRENDING, "", papers, mailed, taken, sections);
    }
    return sections;
  }

  private List<Long> since(Subscriber subscriber, List<Long> papers) {
    return papers.stream()
        .filter(paper -> paper > subscriber.newestPaper() && newPapers.has(paper))
        .toList();
  }

  private static void add(
      Section.Kind kind,
      String name,
      List<Long> papers,
      PaperSet mailed,
      Set<Long> taken,
      List<Section> sections) {
    List<Long> fresh =
        papers.stream().filter(paper -> !mailed.has(paper) && !taken.contains(paper)).toList();
    int room = Math.min(PAPERS_OF_A_SECTION, PAPERS_OF_A_MAIL - taken.size());
    List<Long> chosen = fresh.subList(0, Math.min(room, fresh.size()));
    if (!chosen.isEmpty()) {
      taken.addAll(chosen);
      sections.add(new Section(kind, name, chosen, fresh.size() - chosen.size()));
    }
  }
}
