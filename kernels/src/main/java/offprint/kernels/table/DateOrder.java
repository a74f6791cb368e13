package offprint.kernels.table;

/** Which part of a date such as 03/04/2024 comes first. ISO dates and 3.4.2024 need no order. */
public enum DateOrder {
  DAY_FIRST,
  MONTH_FIRST
}
