package offprint.server.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.web.Binding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
  @TempDir Path folder;

  private static HttpResponse<String> signIn(TestSite site) {
    return site.send(
        site.request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-For", "203.0.113.9")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "name=ada&password=" + Client.PASSWORD.replace(' ', '+'))));
  }

  @Test
  void headersOfAProxyAreBelievedWhereThereIsOne() {
    try (TestSite site =
        TestSite.start(
            folder,
            c ->
                c.with(AccountConfig.DEFAULT.with(Client.WIDE))
                    .with(new Binding("127.0.0.1", 0, true)))) {
      Client ada = Client.administrator(site);
      HttpResponse<String> answer = signIn(site);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-session=")
          .contains("Secure", "HttpOnly", "Path=/");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(ada.get("/settings").body()).contains("203.0.113.9");
      assertThat(site.post("/api/v1/runs", "{\"method\":\"srrw/walk\"}").statusCode())
          .as("others reach it, so runs need an account")
          .isEqualTo(401);
    }
  }

  @Test
  void elsewhereNobodySaysWhereTheyComeFrom() {
    try (TestSite site = TestSite.start(folder)) {
      Client ada = Client.administrator(site);
      HttpResponse<String> answer = signIn(site);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("session=")
          .doesNotContain("Secure");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
      assertThat(ada.get("/settings").body()).doesNotContain("203.0.113.9");
    }
  }
}
