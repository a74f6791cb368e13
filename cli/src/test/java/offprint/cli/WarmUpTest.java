package offprint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private LongUnaryOperator others = _ -> 0; // of others while the n-th page was read
  private HttpServer server;
  private URI site;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          asked.add(path);
          requests.addAndGet(1 + others.applyAsLong(asked.size()));
          byte[] page =
              """
              <a href="/papers/1">1</a> <a href="/topics?name=a&amp;p=1">a</a> <a href="/papers/1.bib">b</a>
              <a href="/papers/1/run/fit">fit</a> <a href="/settings">s</a> <a href="https://arxiv.org/">x</a>
              """
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(path.equals("/topics") ? 500 : 200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsListsAndPapersOnceEachAlongTheirLinksThoughOneFails() {
    new WarmUp(site, 50, Duration.ofMinutes(1), requests::get).run();
    assertThat(asked)
        .doesNotHaveDuplicates()
        .contains("/", "/topics", "/papers/1", "/topics?name=a&p=1")
        .noneMatch(
            path -> path.contains(".bib") || path.contains("/run/") || path.equals("/settings"));
  }

  @Test
  void readsNoMorePagesThanItMay() {
    new WarmUp(site, 3, Duration.ofMinutes(1), requests::get).run();
    assertThat(asked).hasSize(3);
  }

  @Test
  void leavesItToReadersOnceTheyAskForAsMuch() {
    others = page -> page <= 3 ? 20 : 0;
    new WarmUp(site, 50, Duration.ofMinutes(1), requests::get).run();
    assertThat(asked).hasSize(2);
  }

  @Test
  void goesOnAfterAFewReaders() {
    others = page -> page <= 3 ? 10 : 0;
    new WarmUp(site, 9, Duration.ofMinutes(1), requests::get).run();
    assertThat(asked).hasSize(9);
  }

  @Test
  void endsWhereNobodyAnswers() {
    server.stop(0);
    new WarmUp(site, 50, Duration.ofMinutes(1), requests::get).run();
    assertThat(asked).isEmpty();
  }
}
