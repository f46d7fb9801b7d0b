package dev.wirelab.kernel.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Messages to signed ZeroMQ frames and back.
///
/// Signatures already seen are refused, so that a recorded message cannot be played again. Not
/// thread-safe: it belongs to the thread that owns the sockets.
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">
///   The wire protocol</a>
public final class WireFormat {

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);
  private static final String PREFIX = "hmac-";
  private static final int PARTS = 4;
  private static final int SIGNATURES_REMEMBERED = 65_536;

  private final Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private final Mac mac;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > SIGNATURES_REMEMBERED;
        }
      };

  /// @param scheme `hmac-` and a digest, as in the connection file
  /// @param key the secret; empty to sign nothing and check nothing
  /// @throws IllegalArgumentException if the JDK has no such digest
  public WireFormat(String scheme, String key) {
    mac = key.isEmpty() ? null : mac(scheme, key);
  }

  private static Mac mac(String scheme, String key) {
    try {
      var mac = digest(scheme);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), mac.getAlgorithm()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no key for " + scheme, e);
    }
  }

  /// The digest that a signature scheme names.
  ///
  /// @throws IllegalArgumentException if there is none
  static Mac digest(String scheme) {
    if (!scheme.startsWith(PREFIX)) {
      throw new IllegalArgumentException(scheme + " is no " + PREFIX + "sha256 or the like");
    }
    try {
      return Mac.getInstance("Hmac" + scheme.substring(PREFIX.length()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the JDK has no " + scheme, e);
    }
  }

  /// The frames of a message, signed.
  public List<byte[]> frames(Message message) {
    var parts =
        List.of(
            json(message.header()),
            json(message.parentHeader()),
            json(message.metadata()),
            json(message.content()));
    var frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signature(parts).getBytes(US_ASCII));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return frames;
  }

  /// The message in these frames.
  ///
  /// @throws MalformedMessageException if frames are missing, the signature is wrong or was seen
  ///   before, or a part is not a JSON object
  public Message parse(List<byte[]> frames) throws MalformedMessageException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int first = delimiter + 2;
    if (frames.size() < first + PARTS) {
      throw new MalformedMessageException(
          "a message of " + frames.size() + " frames without the delimiter, signature and parts");
    }
    var parts = frames.subList(first, first + PARTS);
    verify(frames.get(delimiter + 1), parts);
    var header = object(parts.get(0), "header");
    for (var name : List.of("msg_id", "msg_type")) {
      if (!header.has(name) || !header.get(name).isJsonPrimitive()) {
        throw new MalformedMessageException("a header without " + name);
      }
    }
    return new Message(
        List.copyOf(frames.subList(0, delimiter)),
        header,
        object(parts.get(1), "parent header"),
        object(parts.get(2), "metadata"),
        object(parts.get(3), "content"),
        List.copyOf(frames.subList(first + PARTS, frames.size())));
  }

  private void verify(byte[] claimed, List<byte[]> parts) throws MalformedMessageException {
    if (mac == null) {
      return;
    }
    String right = signature(parts);
    if (!MessageDigest.isEqual(right.getBytes(US_ASCII), claimed)) {
      throw new MalformedMessageException("a message with a wrong signature");
    }
    if (seen.put(right, true) != null) {
      throw new MalformedMessageException("a message that was received before");
    }
  }

  private String signature(List<byte[]> parts) {
    if (mac == null) {
      return "";
    }
    parts.forEach(mac::update);
    return HexFormat.of().formatHex(mac.doFinal());
  }

  private byte[] json(JsonObject part) {
    return gson.toJson(part).getBytes(UTF_8);
  }

  private static JsonObject object(byte[] json, String part) throws MalformedMessageException {
    try {
      if (JsonParser.parseString(new String(json, UTF_8)) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException | StackOverflowError e) {
      // Told below, like JSON of another kind.
    }
    throw new MalformedMessageException("a message whose " + part + " is not a JSON object");
  }
}
