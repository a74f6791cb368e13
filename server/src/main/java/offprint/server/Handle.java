package offprint.server;

import java.net.URI;
import java.util.Optional;
import offprint.server.account.SetupCode;
import offprint.server.home.Home;
import offprint.server.web.Binding;
import offprint.server.web.Traffic;
import org.springframework.context.ConfigurableApplicationContext;

/** A running server. */
public final class Handle implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Traffic traffic;
  private final Home home;
  private final Binding binding;
  private final int port;

  Handle(ConfigurableApplicationContext context, Home home, Binding binding, int port) {
    this.context = context;
    this.traffic = context.getBean(Traffic.class);
    this.home = home;
    this.binding = binding;
    this.port = port;
  }

  /** The port it listens on, also if any free one was requested. */
  public int port() {
    return port;
  }

  /** Address for browsers. */
  public URI address() {
    String host =
        switch (binding.address()) {
          case "0.0.0.0", "::", "127.0.0.1" -> "localhost";
          default ->
              binding.address().contains(":") ? "[" + binding.address() + "]" : binding.address();
        };
    return URI.create("http://%s:%d/".formatted(host, port));
  }

  /** The code that makes the first visitor the administrator, until there is one. */
  public Optional<String> setupCode() {
    return context.getBean(SetupCode.class).shown();
  }

  /** Requests since the start. */
  public long requests() {
    return traffic.requests();
  }

  /** The application context, for tests. */
  ConfigurableApplicationContext context() {
    return context;
  }

  /** Ends running children, completes requests in progress and releases the data folder. */
  @Override
  public void close() {
    context.close();
    home.close();
  }
}
