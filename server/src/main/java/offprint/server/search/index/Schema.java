package offprint.server.search.index;

import java.util.LinkedHashSet;
import java.util.Set;
import offprint.server.paper.NameFolding;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** The fields of the index; see the package's description. */
public final class Schema {
  /** Version of fields and analysis; an index of another version is rebuilt. */
  static final String VERSION = "6";

  public static final String KEY = "key";
  static final String DIGEST = "digest";
  public static final String TITLE = "title";
  public static final String TEXT = "text";
  public static final String EXACT = "exact";
  public static final String AUTHOR = "author";
  public static final String KEYWORD = "keyword";
  public static final String TOPIC = "topic";
  public static final String HAS = "has";
  public static final String YEAR = "year";
  public static final String DAY = "day";
  static final String VECTOR = "vector";

  private static final int LONGEST_TERM = 8_000; // bytes; Lucene takes 32,766

  private static final FieldType KEPT = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);
  private static final FieldType PLACED = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);

  private Schema() {}

  private static FieldType type(IndexOptions options, boolean termVectors) {
    FieldType type = new FieldType();
    type.setIndexOptions(options);
    type.setTokenized(true);
    type.setStoreTermVectors(termVectors);
    type.setStoreTermVectorPositions(termVectors);
    type.freeze();
    return type;
  }

  static Document document(SearchDocument paper) {
    Document document = new Document();
    document.add(new StringField(KEY, paper.key(), Field.Store.NO));
    document.add(new BinaryDocValuesField(KEY, new BytesRef(paper.key())));
    document.add(new BinaryDocValuesField(DIGEST, new BytesRef(paper.digest())));
    document.add(new Field(TITLE, paper.title(), PLACED));
    addText(document, paper.title());
    addText(document, paper.summary());
    for (String keyword : paper.keywords()) {
      addText(document, keyword);
      document.add(new Field(KEYWORD, keyword, PLACED));
    }
    for (String author : paper.authors()) {
      document.add(new Field(AUTHOR, author, PLACED));
    }
    addTopics(document, paper);
    if (paper.hasCode()) {
      document.add(new StringField(HAS, "code", Field.Store.NO));
    }
    if (paper.hasMethod()) {
      document.add(new StringField(HAS, "method", Field.Store.NO));
    }
    if (paper.published() != null) {
      document.add(new IntField(YEAR, paper.published().getYear(), Field.Store.NO));
      document.add(new NumericDocValuesField(DAY, paper.published().toEpochDay()));
    }
    if (paper.vector() != null) {
      document.add(VectorIndex.field(paper.vector()));
    }
    return document;
  }

  private static void addText(Document document, String text) {
    document.add(new Field(TEXT, text, KEPT));
    document.add(new Field(EXACT, text, PLACED));
  }

  private static void addTopics(Document document, SearchDocument paper) {
    Set<String> keys = new LinkedHashSet<>();
    for (String keyword : paper.keywords()) {
      String key = NameFolding.topic(keyword);
      if (!key.isEmpty() && key.length() + keyword.length() < LONGEST_TERM / 3 && keys.add(key)) {
        document.add(new StringField(TOPIC, key, Field.Store.NO));
        document.add(
            new SortedSetDocValuesField(
                TOPIC, new BytesRef(key + '\n' + keyword.strip().replaceAll("\\s+", " "))));
      }
    }
  }
}
