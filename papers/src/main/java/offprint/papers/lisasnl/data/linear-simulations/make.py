"""Writes simulations.csv: 600 runs of a linear simulator and, last, an observation without parameters."""
import random

random.seed(7)
with open("simulations.csv", "w") as out:
    out.write("t1,t2,x1,x2,x3\n")
    for _ in range(600):
        a, b = random.uniform(-4, 4), random.uniform(-4, 4)
        x = (a + b / 2 + random.gauss(0, 0.3), b + random.gauss(0, 0.4), a - b + random.gauss(0, 0.5))
        out.write("%.5f,%.5f,%.5f,%.5f,%.5f\n" % (a, b, *x))
    out.write(",,1,0.5,0.2\n")
