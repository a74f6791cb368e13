/**
 * Shiyu Wang, Haixu Wu, Xiaoming Shi, Tengge Hu, Huakun Luo, Lintao Ma, James Y. Zhang, Jun Zhou.
 * TimeMixer: Decomposable Multiscale Mixing for Time Series Forecasting. ICLR 2024, arXiv
 * 2405.14616.
 *
 * <pre>
 * x ──pool──▶ x_0 … x_M ──RevIN, embed──▶ e_0 … e_M
 *                                           │  blocks times:
 *                                           │    season, trend = split(e_m)
 *                                           │    seasons: fine → coarse   (Down)
 *                                           │    trends:  coarse → fine   (Up)
 *                                           │    e_m += FF(season_m + trend_m)
 *                                           ▼
 *                         forecast = denormalise( Σ_m Project(Predict_m(e_m)) )
 * </pre>
 */
@NullMarked
package offprint.papers.timemixer;

import org.jspecify.annotations.NullMarked;
