package offprint.server.collection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code collection} and {@code collection_paper}. */
final class CollectionTable {
  private static final String SELECT =
      "select c.id, c.account, a.name, c.title, c.description, c.visibility, c.word, c.created,"
          + " c.changed, (select count(*) from collection_paper m where m.collection = c.id and not"
          + " exists (select 1 from hidden_paper h where h.paper = m.paper)) as"
          + " papers from collection c join account a on a.id = c.account ";

  private final JdbcClient sql;

  CollectionTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A paper in a collection. */
  record Held(long paper, int place, String note, long addedMillis) {}

  /** Title, description and visibility. */
  record Head(String title, String description, Visibility visibility) {}

  long insert(long account, Head head, String word, long millis) {
    return sql.sql(
            "insert into collection (account, title, description, visibility, word, created,"
                + " changed) values (:account, :title, :description, :visibility, :word, :now,"
                + " :now) returning id")
        .param("account", account)
        .param("title", head.title())
        .param("description", head.description())
        .param("visibility", head.visibility().word())
        .param("word", word)
        .param("now", millis)
        .query(Long.class)
        .single();
  }

  Optional<CollectionSummary> find(long id) {
    return sql.sql(SELECT + "where c.id = :id")
        .param("id", id)
        .query(CollectionTable::row)
        .optional();
  }

  /** The collection shared by a link. */
  Optional<CollectionSummary> byWord(String word) {
    return sql.sql(SELECT + "where c.word = :word and c.visibility <> 'private'")
        .param("word", word)
        .query(CollectionTable::row)
        .optional();
  }

  /** Collections of an account, last changed first. */
  List<CollectionSummary> ofAccount(long account) {
    return sql.sql(SELECT + "where c.account = :account order by c.changed desc, c.id desc")
        .param("account", account)
        .query(CollectionTable::row)
        .list();
  }

  /** Public collections that are not empty, last changed first. */
  List<CollectionSummary> everybodys(int limit, int offset) {
    return sql.sql(
            SELECT
                + "where c.visibility = 'public' and exists"
                + " (select 1 from collection_paper m where m.collection = c.id)"
                + " order by c.changed desc, c.id desc limit :limit offset :offset")
        .param("limit", limit)
        .param("offset", offset)
        .query(CollectionTable::row)
        .list();
  }

  int count(long account) {
    return sql.sql("select count(*) from collection where account = :account")
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  void update(long id, Head head) {
    sql.sql(
            "update collection set title = :title, description = :description,"
                + " visibility = :visibility where id = :id")
        .param("title", head.title())
        .param("description", head.description())
        .param("visibility", head.visibility().word())
        .param("id", id)
        .update();
  }

  void word(long id, String word) {
    sql.sql("update collection set word = :word where id = :id")
        .param("word", word)
        .param("id", id)
        .update();
  }

  /** Records a change; other changes of the collection wait until the transaction ends. */
  void touch(long id, long millis) {
    sql.sql("update collection set changed = :now where id = :id")
        .param("now", millis)
        .param("id", id)
        .update();
  }

  void delete(long id) {
    sql.sql("delete from collection where id = :id").param("id", id).update();
  }

  void deleteAll(long account) {
    sql.sql("delete from collection where account = :account").param("account", account).update();
  }

  /** Papers in the owner's order. */
  List<Held> papers(long collection) {
    return sql.sql(
            "select paper, place, note, added from collection_paper where collection = :collection"
                + " order by place, paper")
        .param("collection", collection)
        .query(
            (rs, _) ->
                new Held(
                    rs.getLong("paper"),
                    rs.getInt("place"),
                    rs.getString("note"),
                    rs.getLong("added")))
        .list();
  }

  /** An account's collections that contain a paper. */
  List<Long> containing(long account, long paper) {
    return sql.sql(
            "select c.id from collection c join collection_paper m on m.collection = c.id"
                + " where c.account = :account and m.paper = :paper")
        .param("account", account)
        .param("paper", paper)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** Adds a paper at the end, or changes the note of one that is there. */
  void put(long collection, long paper, String note, long millis) {
    sql.sql(
            "insert into collection_paper (collection, paper, place, note, added) values"
                + " (:collection, :paper, (select coalesce(max(m.place), 0) + 1 from"
                + " collection_paper m where m.collection = :collection), :note, :now)"
                + " on conflict (collection, paper) do update set note = excluded.note")
        .param("collection", collection)
        .param("paper", paper)
        .param("note", note)
        .param("now", millis)
        .update();
  }

  /**
   * @return false if the collection does not contain it
   */
  boolean remove(long collection, long paper) {
    return sql.sql("delete from collection_paper where collection = :collection and paper = :paper")
            .param("collection", collection)
            .param("paper", paper)
            .update()
        > 0;
  }

  void place(long collection, long paper, int place) {
    sql.sql(
            "update collection_paper set place = :place"
                + " where collection = :collection and paper = :paper")
        .param("place", place)
        .param("collection", collection)
        .param("paper", paper)
        .update();
  }

  private static CollectionSummary row(ResultSet rs, int number) throws SQLException {
    return new CollectionSummary(
        rs.getLong("id"),
        rs.getLong("account"),
        rs.getString("name"),
        rs.getString("title"),
        rs.getString("description"),
        Visibility.valueOf(rs.getString("visibility").toUpperCase(Locale.ROOT)),
        rs.getString("word"),
        rs.getLong("created"),
        rs.getLong("changed"),
        rs.getInt("papers"));
  }
}
