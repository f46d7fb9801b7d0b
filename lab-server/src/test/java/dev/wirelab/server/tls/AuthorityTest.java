package dev.wirelab.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One authority for each installation, whoever comes first.
@Timeout(60)
class AuthorityTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  @TempDir Path folder;

  private Authority at(Instant time) {
    return Authority.in(folder, Clock.fixed(time, ZoneOffset.UTC));
  }

  @Test
  void itIsMadeOnceAndFoundAgain() throws IOException {
    var certificate = at(NOW).certificate();
    var made = Files.readString(certificate);

    assertThat(certificate).isEqualTo(folder.resolve("2036-01-03", "ca.pem"));
    assertThat(made).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(at(NOW).certificate()).isEqualTo(certificate).hasContent(made);
  }

  @Test
  void itsKeyIsNobodyElsesBusiness() throws IOException {
    var key = at(NOW).certificate().resolveSibling("ca-key.pem");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void manyAtOnceAgreeOnOne() throws InterruptedException, ExecutionException, IOException {
    try (var executor = Executors.newFixedThreadPool(8)) {
      var found = new HashSet<Path>();
      var tasks = new ArrayList<Callable<Path>>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> at(NOW).certificate());
      }
      for (var task : executor.invokeAll(tasks)) {
        found.add(task.get());
      }
      assertThat(found).containsExactly(folder.resolve("2036-01-03", "ca.pem"));
    }
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(folder.resolve("2036-01-03"));
    }
  }

  @Test
  void itIsMadeAnewBeforeItsCertificatesOutliveIt() {
    at(NOW).certificate();

    assertThat(at(NOW.plus(Duration.ofDays(3500))).certificate())
        .isEqualTo(folder.resolve("2036-01-03", "ca.pem"));
    var later = at(NOW.plus(Duration.ofDays(3600)));
    assertThat(later.certificate()).isEqualTo(folder.resolve("2045-11-11", "ca.pem"));
    assertThat(later.serving(List.of("localhost")).get()).isNotNull();
  }

  @Test
  void itsCertificateIsAnAuthoritysAndVouchesForItself() throws GeneralSecurityException {
    var certificate = Issuer.create("Test", NOW).certificate();

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isZero();
    assertThat(certificate.getKeyUsage()).containsSubsequence(true, true).hasSize(9);
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSerialNumber()).isPositive();
    assertThat(certificate.getSubjectX500Principal()).hasToString("CN=Test");
  }

  @Test
  void whatItVouchesForIsAServerByAllItsNames() throws GeneralSecurityException {
    var issuer = Issuer.create("Test", NOW);
    var certificate =
        issuer.vouchFor(List.of("localhost", "127.0.0.1", "::1", "foo.com"), NOW).certificate();

    certificate.verify(issuer.certificate().getPublicKey());
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "foo.com");
    assertThat(certificate.getNotBefore().toInstant()).isBefore(NOW);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
  }

  @Test
  void afterTheYear2049TimesAreWrittenInFull() throws GeneralSecurityException {
    var late = Instant.parse("2049-12-31T00:00:00Z");

    assertThat(Issuer.create("Test", late).certificate().getNotAfter().toInstant())
        .isEqualTo(late.plus(Duration.ofDays(3650)));
  }

  @Test
  void aServersCertificateIsKeptAsLongAsItIsValid() {
    var clock = new MovingClock(NOW);
    var serving = Authority.in(folder, clock).serving(List.of("localhost"));
    var first = serving.get();

    assertThat(serving.get()).isSameAs(first);
    clock.now = NOW.plus(Duration.ofDays(90));
    assertThat(serving.get()).isNotSameAs(first);
  }

  private static final class MovingClock extends Clock {
    private Instant now;

    private MovingClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @Test
  void whatIsBrokenIsNamed() throws IOException {
    var certificate = at(NOW).certificate();
    Files.writeString(certificate, "nonsense");

    assertThatThrownBy(() -> at(NOW).trusting())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("The lab's certificate authority in " + folder + " cannot be ")
        .hasMessageEndingWith("Delete that folder, or name another one in WIRELAB_AUTHORITY");
  }

  @Test
  void itIsKeptWhereDataOfUsersAre() {
    var home = Path.of("/home/jones");

    assertThat(Authority.folder(Map.of(), home))
        .isEqualTo(home.resolve(".local/share/wirelab/authority"));
    assertThat(Authority.folder(Map.of("XDG_DATA_HOME", "/data"), home))
        .isEqualTo(Path.of("/data/wirelab/authority"));
    assertThat(Authority.folder(Map.of("XDG_DATA_HOME", "data"), home))
        .isEqualTo(home.resolve(".local/share/wirelab/authority"));
    assertThat(
            Authority.folder(
                Map.of("XDG_DATA_HOME", "/data", "WIRELAB_AUTHORITY", "/authority"), home))
        .isEqualTo(Path.of("/authority"));
  }
}
