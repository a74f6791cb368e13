package offprint.server.digest;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.server.follow.Notice;
import offprint.server.mail.Letter;
import offprint.server.mail.MailConfig;
import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes mails as HTML without pictures and as plain text. */
@Component
public final class LetterWriter {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
  private static final int SUBJECT = 120;
  private static final int KEPT = 2_000;

  private final Papers papers;
  private final Methods methods;
  private final String site;
  private final SpringTemplateEngine templates = new SpringTemplateEngine();
  private final Map<Long, DigestEntry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long change;

  LetterWriter(Papers papers, Methods methods, MailConfig config) {
    this.papers = papers;
    this.methods = methods;
    this.site = config.site();
    templates.addTemplateResolver(resolver(".html", TemplateMode.HTML));
    templates.addTemplateResolver(resolver(".txt", TemplateMode.TEXT));
  }

  private static ClassLoaderTemplateResolver resolver(String ending, TemplateMode mode) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(LetterWriter.class.getClassLoader());
    resolver.setPrefix("offprint/server/digest/");
    resolver.setTemplateMode(mode);
    resolver.setResolvablePatterns(java.util.Set.of("*" + ending));
    resolver.setCharacterEncoding("UTF-8");
    resolver.setCacheable(true);
    return resolver;
  }

  /**
   * Links that only the recipient should have.
   *
   * @param read opens the mail in a browser
   * @param manage changes the subscription
   * @param leave ends it
   */
  public record Links(String read, String manage, String leave) {
    /** No links, for a mail shown in a browser, where others may see its address. */
    public static final Links NONE = new Links("", "", "");
  }

  /** A part of a mail as templates show it. */
  record Part(String title, String url, List<DigestEntry> entries, int more) {}

  public Letter digest(Mail mail, Links links) {
    List<Part> parts = parts(mail.sections());
    List<DigestEntry> all = parts.stream().flatMap(part -> part.entries().stream()).toList();
    String day = DAY.format(LocalDate.parse(mail.slot()));
    String title = mail.kind() == Mail.Kind.WEEKLY ? "The week to " + day : day;
    Context context = context(title);
    context.setVariable("lead", lead(all.size()));
    context.setVariable("parts", parts);
    context.setVariable("links", links);
    String first = all.isEmpty() ? title : all.getFirst().title();
    String others = all.size() < 2 ? "" : " and %d more".formatted(all.size() - 1);
    return new Letter(
        subject(first, others),
        tidy(templates.process("digest.txt", context)),
        templates.process("digest.html", context));
  }

  private static String lead(int papers) {
    return papers == 1 ? "One paper for you." : papers + " papers for you.";
  }

  /** The mail with the link that confirms a subscription. */
  Letter confirm(String link, String choice) {
    Context context = context("Confirm your address");
    context.setVariable("link", link);
    context.setVariable("choice", choice);
    return new Letter(
        "Confirm your address for Offprint's mail",
        tidy(templates.process("confirm.txt", context)),
        templates.process("confirm.html", context));
  }

  /** The mail to an address that is subscribed already. */
  Letter known(String link, String choice) {
    Context context = context("You get this mail already");
    context.setVariable("link", link);
    context.setVariable("choice", choice);
    return new Letter(
        "You get Offprint's mail already",
        tidy(templates.process("known.txt", context)),
        templates.process("known.html", context));
  }

  /**
   * The mail with an account's notices.
   *
   * @param leave ends them
   */
  Letter notices(List<Notice> notices, String leave) {
    Context context = context(notices.size() == 1 ? "1 notice" : notices.size() + " notices");
    context.setVariable("notices", notices);
    context.setVariable("leave", leave);
    String first = notices.isEmpty() ? "Nothing is left to tell" : notices.getFirst().sentence();
    String others = notices.size() < 2 ? "" : " and %d more".formatted(notices.size() - 1);
    return new Letter(
        subject(first, others),
        tidy(templates.process("notices.txt", context)),
        templates.process("notices.html", context));
  }

  private Context context(String title) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("title", title);
    context.setVariable("site", site);
    return context;
  }

  static String subject(String first, String others) {
    String line = first.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").strip();
    int room = SUBJECT - others.length();
    if (line.codePointCount(0, line.length()) > room) {
      line = line.substring(0, line.offsetByCodePoints(0, room - 1)).strip() + "…";
    }
    return line + others;
  }

  private List<Part> parts(List<Section> sections) {
    List<Part> parts = new ArrayList<>();
    for (Section section : sections) {
      List<DigestEntry> shown = entries(section.papers());
      if (!shown.isEmpty()) {
        parts.add(new Part(section.title(), site + section.path(), shown, section.more()));
      }
    }
    return parts;
  }

  private synchronized List<DigestEntry> entries(List<Long> ids) {
    long newest = papers.changes();
    if (newest != change || entries.size() > KEPT) {
      entries.clear();
      change = newest;
    }
    List<Long> missing = ids.stream().filter(id -> !entries.containsKey(id)).toList();
    for (StoredPaper paper : papers.withIds(missing)) {
      entries.put(paper.id(), DigestEntry.of(paper, methods));
    }
    return ids.stream().map(entries::get).filter(java.util.Objects::nonNull).toList();
  }

  private static String tidy(String text) {
    return text.replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip() + "\n";
  }
}
