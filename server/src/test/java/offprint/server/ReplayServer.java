package offprint.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that answers one after the other what a test gives it, the last for good.
 */
public final class ReplayServer implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /** What is done with a request. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /**
   * A request.
   *
   * @param began nanoseconds of {@link System#nanoTime}
   * @param atOnce requests that were under way with it, itself included
   */
  public record Asked(URI address, com.sun.net.httpserver.Headers headers, long began, int atOnce) {
    public String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }
  }

  public ReplayServer(Answer... first) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers.addAll(List.of(first));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    int atOnce = open.incrementAndGet();
    try (exchange) {
      next(exchange, atOnce).to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private synchronized Answer next(HttpExchange exchange, int atOnce) {
    asked.add(
        new Asked(
            exchange.getRequestURI(), exchange.getRequestHeaders(), System.nanoTime(), atOnce));
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  /**
   * @param headers names and values in turn
   */
  public static Answer text(int status, String type, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  public static Answer status(int status, String... headers) {
    return text(status, "text/plain", "", headers);
  }

  /** Announces the whole body, sends half of it and closes the connection. */
  public static Answer brokenOff(String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, 0, bytes.length / 2);
      out.flush();
    };
  }

  /** Sends a byte at a time, a pause after each. */
  public static Answer slow(String body, long pauseMillis) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      for (byte part : bytes) {
        exchange.getResponseBody().write(part);
        exchange.getResponseBody().flush();
        Thread.sleep(pauseMillis);
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
