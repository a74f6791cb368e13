package offprint.server.operation;

import java.util.List;

/**
 * Monitoring of the server.
 *
 * @param address of health and metrics, usually loopback
 * @param port their own, {@value #OFF} for none
 * @param settings what the server was started with, for the administrator's page
 */
public record OperationConfig(String address, int port, List<Setting> settings) {
  static final int OFF = -1;
  public static final OperationConfig DEFAULT = new OperationConfig("127.0.0.1", OFF, List.of());

  public OperationConfig {
    if (port != OFF && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("the metrics port must be from 1 to 65535: got " + port);
    }
    settings = List.copyOf(settings);
  }

  public boolean isOn() {
    return port != OFF;
  }

  /**
   * @param typed a port, then on loopback, or ADDRESS:PORT
   */
  public OperationConfig withMetrics(String typed) {
    int colon = typed.lastIndexOf(':');
    String number = typed.substring(colon + 1);
    if (!number.matches("[0-9]{1,5}") || colon == 0) {
      throw new IllegalArgumentException(
          "--metrics must be a port like 9464, or an address and a port like 10.0.0.5:9464: got "
              + typed);
    }
    String where = colon < 0 ? DEFAULT.address : typed.substring(0, colon);
    return new OperationConfig(where, Integer.parseInt(number), settings);
  }

  public OperationConfig with(List<Setting> started) {
    return new OperationConfig(address, port, started);
  }
}
