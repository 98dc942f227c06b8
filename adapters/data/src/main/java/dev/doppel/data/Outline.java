package dev.doppel.data;

/**
 * A figure in the plane, by its signed distance: negative within, positive outside, about 1 a unit
 * near the border, which is all that smooth drawing needs. Figures fill about a disc of radius 1
 * around the origin. Distances of unions and cuts are the least and the greatest of their parts'.
 */
@FunctionalInterface
interface Outline {

  double distance(double x, double y);

  static Outline disc(double centreX, double centreY, double radius) {
    return (x, y) -> length(x - centreX, y - centreY) - radius;
  }

  static Outline box(double halfWidth, double halfHeight) {
    return (x, y) -> {
      double outsideX = Math.abs(x) - halfWidth;
      double outsideY = Math.abs(y) - halfHeight;
      double outside = length(Math.max(outsideX, 0), Math.max(outsideY, 0));
      return outside + Math.min(Math.max(outsideX, outsideY), 0);
    };
  }

  /**
   * A polygon around the origin whose corners lie on two circles in turn: the same radius twice
   * makes it regular, two radii make it a star.
   */
  static Outline polygon(int corners, double firstRadius, double secondRadius) {
    double[] cornerX = new double[corners];
    double[] cornerY = new double[corners];
    for (int i = 0; i < corners; i++) {
      double radius = i % 2 == 0 ? firstRadius : secondRadius;
      double angle = 2 * Math.PI * i / corners;
      cornerX[i] = radius * StrictMath.cos(angle);
      cornerY[i] = radius * StrictMath.sin(angle);
    }
    return (x, y) -> distanceToPolygon(cornerX, cornerY, x, y);
  }

  default Outline or(Outline other) {
    return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
  }

  default Outline without(Outline other) {
    return (x, y) -> Math.max(distance(x, y), -other.distance(x, y));
  }

  default Outline shifted(double byX, double byY) {
    return (x, y) -> distance(x - byX, y - byY);
  }

  private static double distanceToPolygon(double[] cornerX, double[] cornerY, double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    boolean within = false;
    for (int i = 0, last = cornerX.length - 1; i < cornerX.length; last = i++) {
      double edgeX = cornerX[last] - cornerX[i];
      double edgeY = cornerY[last] - cornerY[i];
      double toX = x - cornerX[i];
      double toY = y - cornerY[i];
      double along = (toX * edgeX + toY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
      double part = Math.max(0, Math.min(1, along));
      nearest = Math.min(nearest, length(toX - part * edgeX, toY - part * edgeY));
      // A ray to the right crosses the border an odd number of times if it starts within.
      boolean spans = (cornerY[i] > y) != (cornerY[last] > y);
      within ^= spans && toX < edgeX * toY / edgeY;
    }
    return within ? -nearest : nearest;
  }

  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }
}
