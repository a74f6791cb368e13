/**
 * Training and inference on PyTorch (through DJL), for every learned method.
 *
 * <p><b>Engine.</b> {@link offprint.kernels.torch.Session#open()} starts it, once for the process.
 * The native library comes out of a jar on the class path and is unpacked on first use (about 440
 * MB, 2.5 s; later starts 0.4 s) into {@code ENGINE_CACHE_DIR/pytorch} or, where that is not set,
 * {@code DJL_CACHE_DIR/pytorch} or {@code ~/.djl.ai/pytorch}: each a system property or an
 * environment variable. Nothing is fetched from the network: {@code ai.djl.offline} and {@code
 * OPT_OUT_TRACKING} are set before the engine loads.
 *
 * <p><b>Numbers in gradients.</b> A product or quotient with a Java number goes through {@link
 * offprint.kernels.torch.Functional#scale}: DJL frees the number before the gradient reads it.
 *
 * <p><b>Determinism.</b> Torch's own random generator is never used: initial weights, batches and
 * dropout come from the caller's {@link java.util.random.RandomGenerator}. The number of threads is
 * fixed (system property {@code offprint.torch.threads}, 2 unless set) and does not follow the
 * machine, since products and sums are rounded in an order that depends on it. Equal seed, equal
 * threads and equal instruction set (AVX2, AVX-512) give equal bits; another instruction set
 * differs in the last digits of each product, which training then amplifies.
 *
 * <p><b>Memory.</b> Tensors live outside the Java heap and are not collected. A {@link
 * offprint.kernels.torch.Session} owns an {@link ai.djl.ndarray.NDManager}; what is made from it
 * lives until the session closes. Everything made while an {@link ai.djl.ndarray.NDScope} is open
 * on the thread ends with it, whichever manager it hangs on; so each step and each batch runs in a
 * scope of its own:
 *
 * <pre>{@code
 * try (Session session = Session.open()) {
 *   Parameters parameters = Parameters.declare().add("w", Initializer.fanIn(96), 96, 96).on(session, random);
 *   double loss = Gradient.of(() -> loss(parameters.views()));      // opens its own scope
 *   adam.step(0.01);
 *   float[] y = session.evaluate(() -> model(parameters.views())); // likewise
 * }
 * }</pre>
 *
 * Close: the session, always; scopes, by try-with-resources; nothing else. A session and its
 * tensors belong to the thread that opened it.
 */
@NullMarked
package offprint.kernels.torch;

import org.jspecify.annotations.NullMarked;
