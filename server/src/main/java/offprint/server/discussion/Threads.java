package offprint.server.discussion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.discussion.CommentTable.Row;
import offprint.server.discussion.CommentTable.State;
import offprint.server.web.DisplayTime;
import org.jspecify.annotations.Nullable;

/** Arranges comments in threads. */
final class Threads {
  static final int DEEPEST = 4;

  private final Markdown markdown;
  private final Viewer viewer;
  private final Accounts accounts;
  private final Set<Long> authors;
  private Map<String, String> known = Map.of();

  /**
   * @param authors accounts that are authors of the paper, none on a run
   */
  Threads(Markdown markdown, Viewer viewer, Accounts accounts, Set<Long> authors) {
    this.authors = authors;
    this.markdown = markdown;
    this.viewer = viewer;
    this.accounts = accounts;
  }

  /**
   * Views in thread order, each answer below its parent; unreadable comments are kept only where
   * others answer them.
   *
   * @param rows oldest first
   */
  List<CommentView> views(List<Row> rows) {
    known = Discussion.names(rows.stream().map(Row::text).toList(), accounts);
    Map<Long, Row> byId = new LinkedHashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    Map<Long, List<Row>> answers = new LinkedHashMap<>();
    List<Row> first = new ArrayList<>();
    for (Row row : rows) {
      Long parent = row.parent();
      if (parent == null || !byId.containsKey(parent)) {
        first.add(row);
      } else {
        answers.computeIfAbsent(parent, _ -> new ArrayList<>()).add(row);
      }
    }
    List<CommentView> views = new ArrayList<>();
    first.forEach(row -> add(row, 0, byId, answers, views));
    return views;
  }

  CommentView plainView(Row row) {
    known = Discussion.names(List.of(row.text()), accounts);
    return view(row, 0, null);
  }

  private void add(
      Row row,
      int depth,
      Map<Long, Row> byId,
      Map<Long, List<Row>> answers,
      List<CommentView> views) {
    int at = views.size();
    views.add(
        view(row, Math.min(depth, DEEPEST), row.parent() == null ? null : byId.get(row.parent())));
    for (Row answer : answers.getOrDefault(row.id(), List.of())) {
      add(answer, depth + 1, byId, answers, views);
    }
    if (!isReadable(row) && views.size() == at + 1) {
      views.remove(at);
    }
  }

  private boolean isReadable(Row row) {
    return row.state() == State.SHOWN || (row.state() == State.HIDDEN && viewer.isModerator());
  }

  private CommentView view(Row row, int depth, @Nullable Row parent) {
    boolean readable = isReadable(row);
    Long edited = row.editedMillis();
    return new CommentView(
        row.id(),
        row.address(),
        depth,
        readable ? row.author() : "",
        readable ? markdown.html(row.text(), known) : "",
        row.state().word(),
        DisplayTime.of(row.createdMillis()),
        edited == null || !readable ? null : DisplayTime.of(edited),
        row.parent(),
        parent == null || !isReadable(parent) ? "" : parent.author(),
        viewer.isSignedIn() && row.account() == viewer.id(),
        readable && authors.contains(row.account()));
  }
}
