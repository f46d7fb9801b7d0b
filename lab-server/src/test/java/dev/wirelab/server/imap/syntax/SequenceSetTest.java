package dev.wirelab.server.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3501, 9, "sequence-set".
class SequenceSetTest {

  private static SequenceSet set(String text) throws SyntaxException {
    return new Scanner(new CommandText(text, List.of())).sequenceSet();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1        | 1:1",
        "3:1      | 1:3",
        "1,2,3    | 1:3",
        "5,1:2,2:3| 1:3 5:5",
        "*        | 9:9",
        "*:7      | 7:9",
        "12:*     | 9:12",
        "*:*,1    | 1:1 9:9",
      })
  void resolved(String text, String ranges) throws SyntaxException {
    assertThat(
            set(text).resolved(9).stream()
                .map(range -> range.one() + ":" + range.other())
                .collect(Collectors.joining(" ")))
        .isEqualTo(ranges);
    for (int i = 0; i < 20; i++) {
      int number = i;
      assertThat(set(text).contains(number, 9))
          .isEqualTo(
              set(text).resolved(9).stream()
                  .anyMatch(range -> range.one() <= number && number <= range.other()));
    }
  }

  @Test
  void written() {
    assertThat(SequenceSet.text(List.of(1L, 2L, 3L, 7L, 9L, 10L))).isEqualTo("1:3,7,9:10");
    assertThat(SequenceSet.text(List.of())).isEmpty();
  }
}
