package dev.wirelab.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what the kernel's own code would not make: the test's second opinion on signatures.
public final class Signed {

  private Signed() {}

  /// The same frames, delimiter first, with the signature that their parts deserve.
  public static List<byte[]> again(List<byte[]> frames, String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      frames.subList(2, 6).forEach(mac::update);
      var signed = new ArrayList<>(frames);
      signed.set(1, HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8));
      return signed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
