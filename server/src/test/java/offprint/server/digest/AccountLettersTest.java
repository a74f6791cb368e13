package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.TestSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who forgot a password gets a link that makes a new one, by mail. */
class AccountLettersTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  @TempDir Path folder;

  private static String cookie(HttpResponse<String> answer) {
    return HttpCookie.parse(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .getFirst()
        .toString();
  }

  private static HttpResponse<String> post(TestSite site, String path, String cookie, String form) {
    return site.send(
        site.request(path)
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void aForgottenPasswordIsChosenAnewByTheLinkOfALetter() throws Exception {
    try (SmtpServer post = new SmtpServer();
        TestSite site =
            TestSite.start(
                folder,
                c ->
                    c.with(
                        DigestConfig.OFF
                            .with(
                                new DigestConfig.Smtp(
                                    "127.0.0.1", post.port(), DigestConfig.Security.NONE, "", ""))
                            .withFrom("papers@example.org")
                            .withSite("https://papers.example.org")))) {
      String old = "correct horse battery";
      HttpResponse<String> made =
          site.postForm(
              "/setup", "code=" + site.setupCode() + "&name=ada&password=" + old.replace(' ', '+'));
      String cookie = cookie(made);
      String settings = site.send(site.request("/settings").header("Cookie", cookie)).body();
      Matcher token = TOKEN.matcher(settings);
      assertThat(token.find()).isTrue();
      HttpResponse<String> set =
          post(
              site,
              "/settings/email",
              cookie,
              "_csrf="
                  + token.group(1)
                  + "&email=ada%40example.org&current="
                  + old.replace(' ', '+'));
      assertThat(set.statusCode()).isEqualTo(200);

      assertThat(site.postForm("/reset", "email=nobody%40example.org").body())
          .isEqualTo(site.postForm("/reset", "email=ada%40example.org").body());
      for (int i = 0; i < 600 && post.mails().isEmpty(); i++) {
        Thread.sleep(50);
      }
      assertThat(post.mails()).hasSize(1);
      MimeMessage letter = post.to("ada@example.org").getFirst();
      assertThat(letter.getSubject()).isEqualTo("A new password for ada");
      String text =
          String.valueOf(((MimeMultipart) letter.getContent()).getBodyPart(0).getContent());
      Matcher link =
          Pattern.compile("https://papers.example.org(/reset\\?word=\\S+)").matcher(text);
      assertThat(link.find()).isTrue();
      String path = link.group(1);
      assertThat(site.get(path).body()).contains("password");
      String fresh = "another horse battery";
      HttpResponse<String> reset =
          site.postForm(
              "/reset", path.replaceFirst(".*\\?", "") + "&password=" + fresh.replace(' ', '+'));
      assertThat(reset.statusCode()).isEqualTo(200);
      assertThat(
              site.postForm("/login", "name=ada&password=" + fresh.replace(' ', '+')).statusCode())
          .isEqualTo(302);
      assertThat(site.postForm("/login", "name=ada&password=" + old.replace(' ', '+')).statusCode())
          .isNotEqualTo(302);
    }
  }
}
