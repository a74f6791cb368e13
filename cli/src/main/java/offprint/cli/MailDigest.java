package offprint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.server.digest.Bounces;
import offprint.server.digest.DigestSample;
import offprint.server.mail.MailConfig;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code offprint digest}. */
@Command(
    name = "digest",
    description = {
      "Show today's mail without sending it, send it to one address to try the mail server, or"
          + " take in a mail that came back.",
      "The server sends the mails that readers asked for by itself: see offprint serve --help."
    },
    mixinStandardHelpOptions = true)
final class MailDigest implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description =
          "Write today's mail: as HTML, as text if FILE ends in .txt, whole with its headers if it"
              + " ends in .eml")
  private @Nullable Path preview;

  @Option(
      names = "--send-test",
      paramLabel = "ADDRESS",
      description = "Send today's mail to ADDRESS now, once; needs --smtp, --mail-from and --site")
  private @Nullable String sendTest;

  @Option(
      names = "--bounce",
      paramLabel = "FILE",
      description =
          "Take in a mail that came back, - for standard input: three failures for good in a row"
              + " suspend its address")
  private @Nullable String bounce;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "As if a reader followed this topic; may be repeated")
  private List<String> topics = List.of();

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "As if a reader followed this author; may be repeated")
  private List<String> authors = List.of();

  @Option(names = "--weekly", description = "The weekly mail instead of the daily one")
  private boolean weekly;

  @CommandLine.Mixin private MailOptions mail = new MailOptions();

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (preview == null && sendTest == null && bounce == null) {
      throw new CommandLine.ParameterException(
          line, "one of --preview, --send-test and --bounce must be given: got none");
    }
    MailConfig config = mail.config();
    if (sendTest != null && !config.isOn()) {
      throw new CommandLine.ParameterException(
          line, "--send-test needs --smtp, --mail-from and --site: got no mail server");
    }
    try (offprint.server.home.Home folder = home.existing()) {
      if (bounce != null) {
        say(bounced(folder, bounce));
      }
      if (preview == null && sendTest == null) {
        return 0;
      }
      Papers papers = new Papers(folder);
      DigestSample sample = DigestSample.of(folder, papers, config, topics, authors, weekly);
      if (sample.papers() == 0) {
        say("There is nothing to mail: this installation has no papers.");
        return sendTest == null ? 0 : Main.WRONG_INPUT;
      }
      if (sample.isStandIn()) {
        say(
            "No paper was listed lately, so readers get no mail today; this shows the newest there"
                + " are.");
      }
      if (preview != null) {
        sample.write(Home.newFile(preview));
        say("%s: %s".formatted(preview, sample.subject()));
      }
      if (sendTest != null) {
        say("%s: %s".formatted(sendTest, sample.send(sendTest)));
      }
      return 0;
    }
  }

  private static String bounced(offprint.server.home.Home folder, String file) throws IOException {
    Bounces bounces = new Bounces(folder);
    if (file.equals("-")) {
      return bounces.take(System.in);
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return bounces.take(in);
    }
  }

  private void say(String text) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
