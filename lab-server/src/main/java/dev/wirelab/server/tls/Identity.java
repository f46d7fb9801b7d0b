package dev.wirelab.server.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// What a server shows to prove who it is.
///
/// @param certificate its own
/// @param issuer the one of who signed it
/// @param key its secret
record Identity(X509Certificate certificate, X509Certificate issuer, PrivateKey key) {

  boolean isValidAt(Instant time) {
    return time.isBefore(certificate.getNotAfter().toInstant());
  }

  /// What a server with this identity speaks TLS with.
  SSLContext context() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new Only(this)}, null, null);
    return context;
  }

  /// A key store would encrypt the key in memory, for a fifth of a second; there is only one to
  /// choose.
  private static final class Only extends X509ExtendedKeyManager {

    private static final String ALIAS = "lab";
    private static final String KEY_TYPE = "EC";

    private final Identity identity;

    private Only(Identity identity) {
      this.identity = identity;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return keyType.equals(KEY_TYPE) ? ALIAS : null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return keyType.equals(KEY_TYPE) ? new String[] {ALIAS} : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {identity.certificate(), identity.issuer()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.key();
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }
  }
}
