package offprint.cli;

import offprint.rules.ModuleRules;

class ArchitectureTest extends ModuleRules {}
