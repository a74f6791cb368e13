package offprint.papers.uncomp;

import offprint.kernels.lm.Probe;

/** The states whose entropy ranks the heads. */
enum Signal {
  QUERY(Probe.Site.QUERIES),
  KEY(Probe.Site.KEYS),
  VALUE(Probe.Site.VALUES);

  private final Probe.Site site;

  Signal(Probe.Site site) {
    this.site = site;
  }

  Probe.Site site() {
    return site;
  }
}
