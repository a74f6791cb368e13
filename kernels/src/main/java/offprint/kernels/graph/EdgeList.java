package offprint.kernels.graph;

/**
 * An edge list as read.
 *
 * @param names what each node is called in the file
 * @param lines edges as written, before merging
 * @param loops lines that join a node to itself, left out
 * @param repeated lines that repeat an edge, in either direction, left out
 * @param extra true if lines hold more than two cells; weights and times are not read
 * @param header first line that was taken for a header, two words before lines of numbers; "" if
 *     none
 */
public record EdgeList(
    Graph graph,
    NodeNames names,
    long lines,
    long loops,
    long repeated,
    boolean extra,
    String header) {

  /** The list restricted to the component with most nodes. */
  public EdgeList largestComponent(Components components) {
    int[] keep = components.nodes(components.largest());
    return new EdgeList(
        graph.induced(keep), names.select(keep), lines, loops, repeated, extra, header);
  }
}
