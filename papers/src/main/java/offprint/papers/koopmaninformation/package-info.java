/**
 * Xiaoyuan Cheng, Wenxuan Yuan, Yiming Yang, Yuanzhao Zhang, Sibo Cheng, Yi He, Zhuo Sun.
 * Information Shapes Koopman Representation. ICLR 2026, arXiv 2510.13025.
 *
 * <pre>
 * x_n ──encoder f──▶ z_n ──K──▶ K z_n ──K──▶ … K^j z_n
 *                     │          │                │
 *                  decoder g  decoder g        decoder g
 *                     ▼          ▼                ▼
 *                    x^_n      x^_n+1           x^_n+j
 * </pre>
 */
@NullMarked
package offprint.papers.koopmaninformation;

import org.jspecify.annotations.NullMarked;
