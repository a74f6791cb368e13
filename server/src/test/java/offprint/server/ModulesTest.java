package offprint.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
  @Test
  void featuresKeepToThemselvesAndHaveNoCycles() {
    ApplicationModules.of(Server.class).verify();
  }
}
