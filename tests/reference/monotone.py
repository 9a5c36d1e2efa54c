"""Monotone cubic interpolation: not-a-knot slopes, cut to [0, 3 times the smaller secant] (Hyman 1983, SIAM J. Sci. Stat.
Comput. 4(4))."""
import numpy as np


def slopes(x, y):
    """Slopes at the knots of the spline through increasing y; at least four knots."""
    h, secant = np.diff(x), np.diff(y) / np.diff(x)
    n = len(x)
    system, right = np.zeros((n, n)), np.zeros(n)
    for i in range(1, n - 1):
        system[i, i - 1 : i + 2] = h[i], 2 * (h[i - 1] + h[i]), h[i - 1]
        right[i] = 3 * (h[i] * secant[i - 1] + h[i - 1] * secant[i])
    for row, near, far, first, second in ((0, 0, 1, 0, 1), (n - 1, n - 1, n - 2, n - 2, n - 3)):
        span = h[first] + h[second]
        system[row, near], system[row, far] = h[second], span
        right[row] = ((h[first] + 2 * span) * h[second] * secant[first] + h[first] ** 2 * secant[second]) / span
    most = 3 * np.minimum(np.r_[secant[0], secant], np.r_[secant, secant[-1]])
    return np.clip(np.linalg.solve(system, right), 0, most)


def interpolate(x, y, at):
    """The monotone curve through (x, y) at `at`, within the knots."""
    x, y, at = np.asarray(x, float), np.asarray(y, float), np.asarray(at, float)
    slope = slopes(x, y)
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    h, rise = x[i + 1] - x[i], y[i + 1] - y[i]
    t = (at - x[i]) / h
    before, after = slope[i] * h - rise, rise - slope[i + 1] * h
    return y[i] + t * rise + t * (1 - t) * (before * (1 - t) + after * t)
