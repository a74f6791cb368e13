package offprint.server.vector;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import offprint.engine.Json;
import tools.jackson.databind.JsonNode;

/**
 * One candidate for the sentence model: quality on the keywords of an archive, processor time of
 * one thread, memory. Arguments: model, pooling (cls, mean), prefix of questions, prefix of
 * documents, word pieces at most, documents, files of JSON lines.
 */
final class CompareModels {
  private static final int QUESTIONS = 400;
  private static final int DEPTH = 10;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final WordPiece tokenizer;
  private final boolean mean;
  private final int limit;

  private CompareModels(String model, boolean mean, int limit) throws OrtException, IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(read(model + ".onnx"), options);
    }
    this.tokenizer = new WordPiece(Json.MAPPER.readTree(read(model + "-tokenizer.json")));
    this.mean = mean;
    this.limit = limit;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = CompareModels.class.getResourceAsStream("/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private record Document(String text, Set<String> keywords) {}

  public static void main(String[] args) throws Exception {
    List<Document> documents = documents(args);
    CompareModels model =
        new CompareModels(args[0], args[1].equals("mean"), Integer.parseInt(args[4]));
    float[][] vectors = new float[documents.size()][];
    long start = cpuNanos();
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = model.vector(args[3] + documents.get(i).text());
    }
    double perDocument = (cpuNanos() - start) / 1e6 / vectors.length;
    Map<String, Set<Integer>> bearers = new TreeMap<>();
    for (int i = 0; i < vectors.length; i++) {
      for (String word : documents.get(i).keywords()) {
        bearers.computeIfAbsent(word, _ -> new HashSet<>()).add(i);
      }
    }
    List<String> words =
        new ArrayList<>(
            bearers.keySet().stream()
                .filter(word -> count(bearers, word) >= 5 && count(bearers, word) <= 60)
                .toList());
    Collections.shuffle(words, new Random(1));
    double found = 0;
    List<String> asked = words.subList(0, Math.min(QUESTIONS, words.size()));
    start = cpuNanos();
    float[][] questions = new float[asked.size()][];
    for (int q = 0; q < questions.length; q++) {
      questions[q] = model.vector(args[2] + asked.get(q));
    }
    double perQuestion = (cpuNanos() - start) / 1e6 / questions.length;
    for (int q = 0; q < questions.length; q++) {
      Set<Integer> right = bearers.getOrDefault(asked.get(q), Set.of());
      found += ndcg(questions[q], vectors, -1, i -> right.contains(i) ? 1 : 0);
    }
    double similar = 0;
    int centres = Math.min(2 * QUESTIONS, vectors.length);
    for (int c = 0; c < centres; c++) {
      Set<String> own = documents.get(c).keywords();
      similar += ndcg(vectors[c], vectors, c, i -> shared(own, documents.get(i), bearers));
    }
    System.out.printf(
        "%-24s %4s  keyword nDCG@10 %.3f  similar nDCG@10 %.3f  CPU ms/abstract %.1f"
            + "  CPU ms/question %.1f  resident MB %d%n",
        args[0],
        args[4],
        found / asked.size(),
        similar / centres,
        perDocument,
        perQuestion,
        residentMegabytes());
  }

  private static int count(Map<String, Set<Integer>> bearers, String word) {
    return bearers.getOrDefault(word, Set.of()).size();
  }

  /** Keywords of both that at most a hundred papers bear. */
  private static int shared(Set<String> own, Document other, Map<String, Set<Integer>> bearers) {
    return (int)
        other.keywords().stream()
            .filter(word -> own.contains(word) && count(bearers, word) <= 100)
            .count();
  }

  private static List<Document> documents(String[] args) throws IOException {
    List<Document> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String file : Arrays.asList(args).subList(6, args.length)) {
      for (String line : Files.readAllLines(Path.of(file))) {
        JsonNode node = Json.MAPPER.readTree(line);
        if (node.has("ai_keywords") && seen.add(node.path("id").asString())) {
          Set<String> keywords = new TreeSet<>();
          node.path("ai_keywords").forEach(word -> keywords.add(word.asString()));
          String title = node.path("title").asString();
          all.add(
              new Document(VectorBackfill.text(title, node.path("summary").asString()), keywords));
        }
      }
    }
    Collections.shuffle(all, new Random(1));
    return all.subList(0, Math.min(Integer.parseInt(args[5]), all.size()));
  }

  private float[] vector(String text) throws OrtException {
    long[] pieces = tokenizer.encode(text, limit);
    long[] ones = new long[pieces.length];
    Arrays.fill(ones, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("input_ids", row(pieces));
    inputs.put("attention_mask", row(ones));
    if (session.getInputNames().contains("token_type_ids")) {
      inputs.put("token_type_ids", row(new long[pieces.length]));
    }
    try (OrtSession.Result result = session.run(inputs)) {
      OnnxTensor states = (OnnxTensor) result.get(0); // [1, pieces, dimension]
      FloatBuffer values = states.getFloatBuffer();
      int dimension = (int) states.getInfo().getShape()[2];
      float[] vector = new float[dimension];
      for (int i = 0; i < (mean ? pieces.length : 1) * dimension; i++) {
        vector[i % dimension] += values.get(i);
      }
      float length = (float) Math.sqrt(dot(vector, vector));
      for (int j = 0; j < dimension; j++) {
        vector[j] /= length;
      }
      return vector;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static double ndcg(float[] from, float[][] vectors, int skip, IntUnaryOperator gains) {
    int n = vectors.length;
    double[] score = new double[n];
    Arrays.setAll(score, i -> i == skip ? -2 : dot(from, vectors[i]));
    List<Integer> order = new ArrayList<>();
    double[] ideal = new double[n];
    for (int i = 0; i < n; i++) {
      order.add(i);
      ideal[i] = i == skip ? 0 : gains.applyAsInt(i);
    }
    order.sort((a, b) -> Double.compare(score[b], score[a]));
    Arrays.sort(ideal);
    double gain = 0;
    double best = 0;
    for (int rank = 0; rank < DEPTH; rank++) {
      int at = order.get(rank);
      double discount = Math.log(2) / Math.log(rank + 2);
      gain += at == skip ? 0 : gains.applyAsInt(at) * discount;
      best += ideal[n - 1 - rank] * discount;
    }
    return best == 0 ? 0 : gain / best;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
