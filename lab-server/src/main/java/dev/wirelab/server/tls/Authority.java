package dev.wirelab.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The certificate authority of one installation. It is made when it is first needed, kept in a
/// folder, and made anew when it has grown too old. Clients trust it by `ca.pem` or by
/// [#trusting()], and by nothing less. Safe for use by several threads, and by several processes.
///
/// It is there for servers that listen on one's own machine, and no more: nobody should have a
/// browser or an operating system trust it.
public final class Authority {

  private static final String NAME = "Wirelab, certificates for this machine's labs";

  private final IssuerFolder kept;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private LocalDate expiry;
  private Issuer issuer;

  private Authority(IssuerFolder kept, Clock clock) {
    this.kept = kept;
    this.clock = clock;
  }

  /// The one that is kept in a folder, or will be.
  public static Authority in(Path folder) {
    return in(folder, Clock.systemUTC());
  }

  /// @param clock the world's, as clients have it; not the lab's, which stands still
  static Authority in(Path folder, Clock clock) {
    return new Authority(new IssuerFolder(folder.toAbsolutePath()), clock);
  }

  /// This user's, in the folder `wirelab/authority` of `$XDG_DATA_HOME`, or of `~/.local/share`
  /// where that is not set; `$WIRELAB_AUTHORITY` names another folder.
  public static Authority ofThisInstallation() {
    return in(folder(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  static Path folder(Map<String, String> environment, Path home) {
    var named = environment.getOrDefault("WIRELAB_AUTHORITY", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    var data = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
    // A relative one is invalid and to be ignored, as the XDG Base Directory Specification has it.
    return (data.isAbsolute() ? data : home.resolve(".local", "share"))
        .resolve("wirelab", "authority");
  }

  /// The file with its certificate, `ca.pem`, for clients to trust.
  ///
  /// @throws UncheckedIOException if there is none and none can be made, or it cannot be read; the
  ///   message says where and what to do
  public Path certificate() {
    lock.lock();
    try {
      return kept.certificate(expiry());
    } catch (IOException | GeneralSecurityException e) {
      throw trouble(e);
    } finally {
      lock.unlock();
    }
  }

  /// What a client speaks TLS with that trusts this authority and nobody else.
  ///
  /// @throws UncheckedIOException as [#certificate()] does
  public SSLContext trusting() {
    return trusting(issuer().certificate());
  }

  /// What a client speaks TLS with that trusts that authority, somebody else's, and nobody else.
  public static SSLContext trusting(X509Certificate authority) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a server speaks TLS with. Nothing is done before it is first asked; the certificate is
  /// renewed when it has expired.
  ///
  /// @param names by which the server is reached: names and addresses
  /// @return it throws what [#certificate()] does
  public Supplier<SSLContext> serving(Collection<String> names) {
    return new Serving(List.copyOf(names));
  }

  private Issuer issuer() {
    lock.lock();
    try {
      var day = expiry();
      if (issuer == null) {
        issuer = kept.read(day);
      }
      return issuer;
    } catch (IOException | GeneralSecurityException e) {
      throw trouble(e);
    } finally {
      lock.unlock();
    }
  }

  /// When the one that counts expires. If there is none, or what it vouches for might outlive it,
  /// one is made, by us or by whoever is faster. Neither key nor certificate are read for that: the
  /// server starts no later for an authority that nobody may need.
  private LocalDate expiry() throws IOException, GeneralSecurityException {
    var now = clock.instant();
    var soonest = LocalDate.ofInstant(now.plus(Issuer.SERVER_LIFETIME), ZoneOffset.UTC);
    while (expiry == null || expiry.isBefore(soonest)) {
      var last = kept.last().filter(day -> !day.isBefore(soonest));
      if (last.isPresent()) {
        expiry = last.get();
        issuer = null;
      } else {
        kept.write(Issuer.create(NAME, now));
      }
    }
    return expiry;
  }

  private UncheckedIOException trouble(Exception cause) {
    return new UncheckedIOException(
        "The lab's certificate authority in %s cannot be read or made (%s). Delete that folder, or name another one in WIRELAB_AUTHORITY"
            .formatted(kept.folder(), cause),
        cause instanceof IOException io ? io : new IOException(cause));
  }

  /// A server's certificate, as long as it is valid.
  private final class Serving implements Supplier<SSLContext> {

    private final List<String> names;
    private final ReentrantLock making = new ReentrantLock();
    private Identity identity;
    private SSLContext context;

    private Serving(List<String> names) {
      this.names = names;
    }

    @Override
    public SSLContext get() {
      making.lock();
      try {
        var now = clock.instant();
        if (identity == null || !identity.isValidAt(now)) {
          identity = issuer().vouchFor(names, now);
          context = identity.context();
        }
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } finally {
        making.unlock();
      }
    }
  }
}
