package offprint.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Speaks SMTP and answers as the test says: 4xx, 5xx, or nothing at all. */
public final class StubbornServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  public volatile UnaryOperator<String> toSender = _ -> "250 ok";
  public volatile UnaryOperator<String> toRecipient = _ -> "250 ok";

  /** The answer to the last line of a mail; "" hangs up without one. */
  public volatile UnaryOperator<String> toEnd = _ -> "250 ok";

  public StubbornServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Recipients of the mails it was given to their end, whatever it answered. */
  public List<String> taken() {
    return taken;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> speak(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void speak(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      say(socket, "220 stubborn");
      String recipient = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]")[0];
        switch (verb) {
          case "EHLO", "RSET", "NOOP" -> say(socket, "250 ok");
          case "MAIL" -> say(socket, toSender.apply(line));
          case "RCPT" -> {
            recipient = line.replaceAll(".*<(.*)>.*", "$1");
            say(socket, toRecipient.apply(recipient));
          }
          case "DATA" -> {
            say(socket, "354 go on");
            for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
              if (text == null) {
                return;
              }
            }
            taken.add(recipient);
            String answer = toEnd.apply(recipient);
            if (answer.isEmpty()) {
              return;
            }
            say(socket, answer);
          }
          default -> say(socket, "221 bye");
        }
      }
    } catch (IOException e) {
      // the other side hung up
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
