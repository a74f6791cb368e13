package offprint.server.prose;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Characters and functions that LaTeX commands stand for. */
final class Symbols {
  private static final String VARIABLES =
      "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι"
          + " kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ"
          + " upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi"
          + " Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘"
          + " aleph ℵ beth ℶ infty ∞ emptyset ∅ varnothing ∅ partial ∂ nabla ∇ top ⊤ bot ⊥ angle ∠"
          + " triangle △ square □ Box □ blacksquare ■ diamond ⋄ star ⋆ bigstar ★ checkmark ✓ dagger"
          + " † ddagger ‡ S § P ¶ degree ° circ ∘ AA Å clubsuit ♣ diamondsuit ♢ heartsuit ♡"
          + " spadesuit ♠ flat ♭ natural ♮ sharp ♯ ldots … dots … cdots ⋯ dotsc … dotsb ⋯ vdots ⋮"
          + " ddots ⋱ prime ′ complement ∁ mho ℧ eth ð digamma ϝ L Ł ss ß";
  private static final String OPERATORS =
      "times × cdot ⋅ div ÷ pm ± mp ∓ ast ∗ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘ cup"
          + " ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ wr ≀ neg ¬ lnot"
          + " ¬ forall ∀ exists ∃ nexists ∄ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq"
          + " ⊇ subsetneq ⊊ sqsubseteq ⊑ le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ll ≪ gg ≫ neq"
          + " ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰"
          + " lesssim ≲ gtrsim ≳ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ models ⊨ vdash ⊢ dashv ⊣"
          + " perp ⟂ parallel ∥ mid ∣ nmid ∤ to → rightarrow → leftarrow ← gets ← uparrow ↑"
          + " downarrow ↓ updownarrow ↕ leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔"
          + " implies ⟹ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow"
          + " ⟹ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ nearrow ↗"
          + " searrow ↘ rightleftharpoons ⇌ leadsto ⇝ twoheadrightarrow ↠ int ∫ iint ∬ oint ∮ colon"
          + " : lt < gt > vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ langle ⟨ rangle ⟩ lfloor ⌊"
          + " rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] backslash \\ surd √"
          + " bowtie ⋈ ltimes ⋉ rtimes ⋊ therefore ∴ because ∵ dotsm ⋯ trianglelefteq ⊴ succsim ≿"
          + " Vdash ⊩ rightsquigarrow ⇝ nleq ≰ ngeq ≱ nsubseteq ⊈";
  private static final String LARGE =
      "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁"
          + " bigwedge ⋀ bigsqcup ⨆ biguplus ⨄";
  private static final String ACCENTS =
      "hat ˆ widehat ˆ tilde ˜ widetilde ˜ bar ‾ overline ‾ vec → overrightarrow → dot ˙ ddot ¨"
          + " check ˇ breve ˘ acute ´ grave ` overbrace ⏞ mathring ˚";
  private static final String SPACES =
      ", 0.17em : 0.22em > 0.22em ; 0.28em ! -0.17em quad 1em qquad 2em enspace 0.5em thinspace"
          + " 0.17em medspace 0.22em thickspace 0.28em";
  private static final Set<String> FUNCTIONS =
      Set.of(
          "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
          "arctan", "sinh", "cosh", "tanh", "coth", "det", "dim", "ker", "hom", "deg", "gcd", "arg",
          "Pr", "min", "max", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin", "bmod");
  private static final Set<String> RANGED =
      Set.of("min", "max", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin");

  static final Map<String, String> VARIABLE = table(VARIABLES);
  static final Map<String, String> OPERATOR = table(OPERATORS);
  static final Map<String, String> LARGE_OPERATOR = table(LARGE);
  static final Map<String, String> ACCENT = table(ACCENTS);
  static final Map<String, String> SPACE = table(SPACES);

  private Symbols() {}

  private static Map<String, String> table(String pairs) {
    Map<String, String> table = new HashMap<>();
    String[] words = pairs.split(" ");
    for (int i = 0; i + 1 < words.length; i += 2) {
      table.put(words[i], words[i + 1]);
    }
    return Map.copyOf(table);
  }

  static boolean isFunction(String command) {
    return FUNCTIONS.contains(command);
  }

  /** True if the subscript of the command is set below it, as the limits of a sum are. */
  static boolean isRanged(String command) {
    return RANGED.contains(command);
  }

  /** The character a command stands for; "" if there is none. */
  static String character(String command) {
    String variable = VARIABLE.getOrDefault(command, "");
    return variable.isEmpty() ? OPERATOR.getOrDefault(command, "") : variable;
  }
}
