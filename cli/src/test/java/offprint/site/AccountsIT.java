package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts and taking part in a browser. */
class AccountsIT {
  private static final Pattern CODE = Pattern.compile("code ([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})");
  private static final String PASSWORD = "correct horse battery";
  private static final String NEW_PASSWORD = "purple monkey dishwasher";

  @TempDir Path folder;

  @Test
  void theFirstVisitorSetsUpVotesAndComments() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    String axe = ReadingIT.axe();
    try (SignInProvider provider = SignInProvider.start();
        Site site = Site.start(folder.resolve("home"), options(provider));
        Browser browser = Browser.open()) {
      Matcher code = CODE.matcher(site.said());
      assertThat(code.find()).as(site.said()).isTrue();
      for (String page : List.of("/login", "/setup", "/register", "/reset")) {
        check(browser, site, page, axe);
      }
      browser.go(site.at("/setup"));
      browser.find("#code").sendKeys(code.group(1));
      browser.find("#name").sendKeys("ada");
      browser.find("#password").sendKeys(PASSWORD);
      browser.submit("/setup");
      assertThat(browser.find("h1").getText()).isEqualTo("Accounts");
      browser.find("#note").sendKeys("For Bob");
      browser.submit("/admin/invitations");
      assertThat(browser.find("#once").getText()).contains("/register?invitation=");

      browser.go(site.at("/papers/timemixer"));
      browser.find("form.vote button").click();
      assertThat(browser.find("form.vote button[aria-pressed=true]").getText()).isEqualTo("1");
      browser.find("#say").sendKeys("The *figures* hold.");
      browser.submit("/comments");
      assertThat(browser.find(".comments em").getText()).isEqualTo("figures");
      browser.follow(browser.find(".comment .acts a"));
      assertThat(browser.find(".answered em").getText()).isEqualTo("figures");
      browser.find("#say").sendKeys("Which ones?");
      browser.submit("/comments");
      assertThat(browser.find(".deep1 .said").getText()).isEqualTo("Which ones?");
      browser.find("form.opinion .save").click();
      browser.find("form.opinion[data-opinion=saved]");

      browser.go(site.at("/collections/add?paper=timemixer"));
      browser.find("#title").sendKeys("To read");
      browser.submit("/collections/add");
      assertThat(browser.find(".papers h2").getText()).startsWith("TimeMixer");

      for (String page :
          List.of(
              "/collections",
              "/collections/1",
              "/collections/new",
              "/collections/add?paper=timemixer",
              "/following",
              "/notifications",
              "/people/ada",
              "/claims/new?paper=timemixer",
              "/moderation/claims",
              "/moderation/papers",
              "/comments/1/report",
              "/papers/timemixer",
              "/settings",
              "/admin",
              "/admin/audit",
              "/moderation",
              "/comments/1/reply",
              "/comments/1/history")) {
        check(browser, site, page, axe);
      }
      addAPasskey(browser, site);
      check(browser, site, "/settings", axe);
      browser.go(site.at("/"));
      browser.submit("/logout");
      assertThat(browser.find("header.site a[href='/login']").getText()).isEqualTo("Sign in");
      check(browser, site, "/login", axe);
      assertThat(browser.complaints()).noneMatch(line -> line.contains("Security Policy"));
      browser.go(site.at("/login?next=/runs"));
      browser.submit("/login/passkey");
      browser.find("header.site a[href='/settings']");
      assertThat(browser.address()).isEqualTo(site.at("/runs").toString());
      setANewPasswordByLink(browser, site);
      assertThat(browser.complaints()).isEmpty();
      signInElsewhere(browser, site, provider);
    }
  }

  private String[] options(SignInProvider provider) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SignInProvider.SECRET);
    return new String[] {
      "--oidc-issuer",
      provider.issuer(),
      "--oidc-client",
      SignInProvider.CLIENT,
      "--oidc-secret-file",
      secret.toString(),
      "--oidc-name",
      "Example University"
    };
  }

  /** Links the account to one at the provider, signs in with that, and cannot with a forged one. */
  private static void signInElsewhere(Browser browser, Site site, SignInProvider provider) {
    browser.go(site.at("/login?next=/settings"));
    browser.submit("/login/passkey");
    browser.find("#provider-current").sendKeys(NEW_PASSWORD);
    browser.click(browser.find("form[action='/settings/provider'] button"));
    browser.follow(browser.find("form[action='/said'] button")); // its page comes by itself
    assertThat(browser.address()).isEqualTo(site.at("/settings#provider").toString());
    assertThat(browser.find("#provider li strong").getText()).isEqualTo("ada-1815");

    browser.submit("/logout");
    browser.go(site.at("/login?next=/runnable"));
    browser.follow(browser.link("Sign in with Example University"));
    assertThat(browser.address()).startsWith(provider.issuer() + "/authorize?");
    browser.submit("/said");
    assertThat(browser.address()).isEqualTo(site.at("/runnable").toString());
    assertThat(browser.find("header.site a[href='/settings']").getText()).isEqualTo("ada");

    browser.submit("/logout");
    provider.repeat("of another visit");
    browser.go(site.at("/login/provider"));
    browser.submit("/said");
    assertRefused(browser, "sign in");
    provider.repeat("");
    browser.go(site.at("/login/provider"));
    String code = browser.find("form[action='/said'] input[name=code]").getDomAttribute("value");
    browser.go(site.at("/login/provider/back?state=" + "x".repeat(43) + "&code=" + code));
    assertRefused(browser, "this sign-in is over, was begun in another browser");
  }

  private static void assertRefused(Browser browser, String why) {
    assertThat(browser.find("[role=alert] li, p[role=alert]").getText()).contains(why);
    assertThat(browser.find("header.site a[href='/login']").getText()).isEqualTo("Sign in");
  }

  /** Pages at addresses with secret words have forms, too, which browsers must be let send. */
  private static void setANewPasswordByLink(Browser browser, Site site) {
    browser.go(site.at("/admin"));
    browser.follow(browser.find("form[action$='/reset'] button"));
    assertThat(browser.all(".once")).hasSize(1);
    browser.go(browser.find("#once").getText());
    browser.find("#password").sendKeys(NEW_PASSWORD);
    browser.submit("/reset");
    assertThat(browser.find(".notice").getText()).contains("The password is set");
  }

  private static void addAPasskey(Browser browser, Site site) {
    browser.passkeys();
    browser.go(site.at("/settings"));
    browser.find("#passkey-name").sendKeys("This laptop");
    browser.find("#passkey-current").sendKeys("another password");
    browser.click(browser.find("form[action='/settings/passkeys'] button"));
    browser.find("#passkeys [role=alert]:not([hidden])");
    assertThat(browser.find("#passkeys [role=alert]").getText()).contains("is another than");
    browser.find("#passkey-current").clear();
    browser.find("#passkey-current").sendKeys(PASSWORD);
    browser.submit("/settings/passkeys");
    assertThat(browser.find("#passkeys li strong").getText()).isEqualTo("This laptop");
    browser.scripts(false);
    browser.go(site.at("/settings"));
    assertThat(browser.all("form[action='/settings/passkeys']").getFirst().isDisplayed()).isFalse();
    assertThat(browser.find("[data-passkey-missing]").isDisplayed()).isTrue();
    browser.scripts(true);
  }

  private static void check(Browser browser, Site site, String page, String axe) throws Exception {
    String name = "account" + page.replaceAll("[^a-z0-9]+", "-");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      browser.go(site.at(page));
      browser.script(axe);
      assertThat(browser.violations()).as("%s, dark: %s", page, dark).isEmpty();
      browser.picture(name + (dark ? "-dark" : ""));
    }
    browser.dark(false);
    browser.phone(360);
    browser.go(site.at(page));
    assertThat(browser.overflow()).as(page).isZero();
    browser.picture(name + "-phone");
    browser.desktop();
  }
}
