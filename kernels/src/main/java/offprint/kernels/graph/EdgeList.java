package offprint.kernels.graph;

import java.util.Optional;

/**
 * An edge list as read.
 *
 * @param names what each node is called in the file
 * @param lines edges as written, before merging
 * @param loops lines that join a node to itself, left out
 * @param repeated lines that repeat an edge, in either direction, left out
 * @param extra true if lines hold more than two cells; weights and times are not read
 * @param firstLine line of the file with the first edge, from 1
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
    long firstLine,
    String header) {

  /**
   * What the first line holds if it may be a header: two words in a component of their own,
   * numbered first because ids are words. Empty if not.
   */
  public Optional<String> suspectedHeader() {
    boolean alone =
        graph.nodes() > 2
            && graph.degree(0) == 1
            && graph.degree(1) == 1
            && graph.neighbour(graph.start(0)) == 1;
    return alone && names.isWord(0) && names.isWord(1)
        ? Optional.of(names.name(0) + ", " + names.name(1))
        : Optional.empty();
  }

  /** The list restricted to the component with most nodes. */
  public EdgeList largestComponent(Components components) {
    int[] keep = components.nodes(components.largest());
    return new EdgeList(
        graph.induced(keep), names.select(keep), lines, loops, repeated, extra, firstLine, header);
  }
}
