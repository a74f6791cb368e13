/**
 * Light in small scenes of quads, triangles and spheres: diffuse, mirror and glass, one function
 * from the unit cube to a pixel and its radiance, so that any way of choosing points of the cube
 * renders the scene.
 */
@NullMarked
package offprint.kernels.render;

import org.jspecify.annotations.NullMarked;
