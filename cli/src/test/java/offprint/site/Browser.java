package offprint.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium as installed on this machine. */
final class Browser implements AutoCloseable {
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final int PHONE_WIDTH = 390;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isInstalled() {
    return chromium() != null && driver() != null;
  }

  private static Path chromium() {
    return first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  }

  private static Path driver() {
    return first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
  }

  private static Path first(String... candidates) {
    return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
  }

  static Browser open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().toString());
    options.setCapability("goog:loggingPrefs", Map.of("browser", "WARNING"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver().toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.desktop();
    return browser;
  }

  void desktop() {
    driver.manage().window().setSize(new Dimension(1280, 1500));
    metrics(1280, 1500, false);
  }

  void phone() {
    metrics(PHONE_WIDTH, 844, true);
  }

  void phone(int width) {
    metrics(width, 740, true);
  }

  private void metrics(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  void dark(boolean on) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
  }

  void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /** A device with passkeys whose holder it verifies by itself. */
  void passkeys() {
    driver.executeCdpCommand("WebAuthn.enable", Map.of());
    driver.executeCdpCommand(
        "WebAuthn.addVirtualAuthenticator",
        Map.of(
            "options",
            Map.of(
                "protocol",
                "ctap2",
                "transport",
                "internal",
                "hasResidentKey",
                true,
                "hasUserVerification",
                true,
                "isUserVerified",
                true,
                "automaticPresenceSimulation",
                true)));
  }

  void go(Object address) {
    driver.get(address.toString());
  }

  String address() {
    return driver.getCurrentUrl();
  }

  WebElement find(String css) {
    return new WebDriverWait(driver, PATIENCE)
        .until(d -> d.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement link(String text) {
    return driver.findElement(By.linkText(text));
  }

  /** Clicks in the middle of the window, where nothing that sticks to its edge lies above. */
  void click(WebElement element) {
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  /**
   * Clicks what leads to another page, and waits until that one is there. The page left is marked,
   * as the driver fails now and then when it is asked about an element of a page that is going.
   */
  void follow(WebElement element) {
    driver.executeScript("window.left = true");
    click(element);
    new WebDriverWait(driver, PATIENCE)
        .ignoring(WebDriverException.class)
        .until(
            _ -> script("return !window.left && document.readyState === 'complete'").equals(true));
  }

  /** Sends the form with this action, and waits until the page it leads to is there. */
  void submit(String action) {
    follow(find("form[action='" + action + "'] button"));
  }

  Object script(String script) {
    return driver.executeScript(script);
  }

  /** Types keys into whatever has the focus. */
  void type(String keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** What axe, loaded before, finds wrong by WCAG 2.1 A and AA: rule, element, how to mend it. */
  @SuppressWarnings("unchecked")
  List<String> violations() {
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(
              r => done(r.violations.flatMap(v => v.nodes.map(
                n => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary))),
              e => done(["axe failed: " + e]));
            """);
  }

  /** How many pixels the page is wider than the window. */
  long overflow() {
    return (Long)
        driver.executeScript(
            "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** What scripts complained about since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(Object::toString)
        .filter(line -> !line.contains("favicon"))
        .toList();
  }

  /** Keeps a picture for people to look at. */
  void picture(String name) throws IOException {
    Files.createDirectories(SHOTS);
    Files.write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
