package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PaperSetTest {

  @Test
  void packedPapersAreTheSameWhenUnpacked() {
    Random random = new Random(7);
    TreeSet<Long> papers = new TreeSet<>(List.of(1L, 127L, 128L, 16_511L, 1L << 40));
    for (int i = 0; i < 2_000; i++) {
      papers.add(random.nextLong(1, 2_000_000));
    }
    PaperSet set = new PaperSet();
    set.addAll(papers);
    PaperSet unpacked = PaperSet.unpack(set.pack());
    assertThat(unpacked).hasToString(papers.toString());
    assertThat(unpacked.has(128)).isTrue();
    unpacked.removeAll(List.of(128L, 3L));
    assertThat(unpacked.has(128)).isFalse();
  }

  @Test
  void aPaperADayTakesAboutTwoBytes() {
    PaperSet set = new PaperSet();
    for (long paper = 5_000; paper < 5_000 + 365 * 300; paper += 300) {
      set.addAll(List.of(paper));
    }
    assertThat(set.pack()).hasSize(365 * 2);
  }

  @Test
  void whatIsCutOffIsRefused() {
    assertThat(PaperSet.unpack(new byte[0])).hasToString("[]");
    assertThatIllegalArgumentException().isThrownBy(() -> PaperSet.unpack(new byte[] {1, -1}));
  }
}
