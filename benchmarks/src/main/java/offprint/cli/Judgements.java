package offprint.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import offprint.engine.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Test collections in the files that the BEIR benchmark uses; those that end in .gz are packed. */
final class Judgements {
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern BLANK = Pattern.compile("[\t ]+");
  private static final Pattern SCORE = Pattern.compile("-?[0-9]{1,9}(?:\\.0+)?");

  private Judgements() {}

  /**
   * Questions by id, in the order of the file.
   *
   * @param similar whether a question is a document, named by {@code paper}, else by {@code _id}
   * @throws IllegalArgumentException that names the line
   */
  static Map<String, String> queries(Path file, boolean similar) throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    objects(
        file,
        node -> {
          String id = text(node, "_id", "id");
          String question = similar ? node.path("paper").asString(id) : text(node, "text", "query");
          if (queries.put(id, question) != null) {
            throw new IllegalArgumentException(
                "_id must be given once: got %s again".formatted(id));
          }
        });
    return queries;
  }

  /** A document of a corpus. */
  record Document(String id, String title, String text) {}

  static void corpus(Path file, Consumer<Document> consumer) throws IOException {
    objects(
        file,
        node ->
            consumer.accept(
                new Document(
                    text(node, "_id", "id"),
                    node.path("title").asString(""),
                    node.path(node.has("text") ? "text" : "abstract").asString(""))));
  }

  /**
   * Judged scores by question and document; lines of {@code query-id corpus-id score}, with tabs
   * between them, also with the second column of TREC's files. A first line without a number is a
   * header.
   */
  static Map<String, Map<String, Integer>> qrels(Path file) throws IOException {
    Map<String, Map<String, Integer>> qrels = new HashMap<>();
    lines(
        file,
        (line, number) -> {
          String[] parts = (line.contains("\t") ? TAB : BLANK).split(line.strip());
          int columns = parts.length;
          boolean scored = SCORE.matcher(parts[columns - 1]).matches();
          if (number == 1 && !scored) {
            return;
          }
          if (columns < 3 || columns > 4 || !scored) {
            throw new IllegalArgumentException(
                "it must be query-id, corpus-id and a whole number, with tabs between them: got "
                    + line);
          }
          qrels
              .computeIfAbsent(parts[0], _ -> new LinkedHashMap<>())
              .put(parts[columns - 2], (int) Double.parseDouble(parts[columns - 1]));
        });
    return qrels;
  }

  private static void objects(Path file, Consumer<JsonNode> consumer) throws IOException {
    lines(
        file,
        (line, _) -> {
          try {
            JsonNode node = Json.MAPPER.readTree(line);
            if (!node.isObject()) {
              throw new IllegalArgumentException("it must be a JSON object");
            }
            consumer.accept(node);
          } catch (JacksonException e) {
            throw new IllegalArgumentException("it must be a JSON object: " + Json.reason(e), e);
          }
        });
  }

  /** The value of a field, or where it is absent of the other. */
  private static String text(JsonNode node, String field, String other) {
    JsonNode value = node.path(node.has(field) ? field : other);
    if (!value.isString() && !value.isNumber()) {
      throw new IllegalArgumentException("%s must be a text: got %s".formatted(field, value));
    }
    return value.asString();
  }

  private interface LineConsumer {
    void accept(String line, long number);
  }

  private static void lines(Path file, LineConsumer consumer) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
        if (!text.isBlank()) {
          try {
            consumer.accept(text, number);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
          }
        }
      }
    }
  }
}
