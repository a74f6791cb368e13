package offprint.papers.uncomp;

import offprint.kernels.lm.model.ActivationHook;

/** The states whose entropy ranks the heads. */
enum Signal {
  QUERY(ActivationHook.Site.QUERIES),
  KEY(ActivationHook.Site.KEYS),
  VALUE(ActivationHook.Site.VALUES);

  private final ActivationHook.Site site;

  Signal(ActivationHook.Site site) {
    this.site = site;
  }

  ActivationHook.Site site() {
    return site;
  }
}
