package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.wirelab.server.wire.Dialogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever clients do: nothing is lost that was acknowledged, nothing stored that was not, others
/// are served meanwhile, and nothing is left of it.
@Timeout(120)
class StressTest {

  /// How long random octets are sent: `-Dwirelab.stress.seconds=60` for long.
  private static final Duration RANDOM =
      Duration.ofSeconds(Integer.getInteger("wirelab.stress.seconds", 3));

  private static final List<ServiceName> PLAIN =
      List.of(ServiceName.SMTP, ServiceName.POP3, ServiceName.IMAP, ServiceName.HTTP);

  @TempDir Path folder;

  private final Endings endings = new Endings();
  private final LabServer server =
      LabServer.start(Fixture.named("course"), Listeners.loopback(), endings);

  @AfterEach
  void endsWithoutAFaultOrAThread() throws IOException {
    server.close();
    assertThat(server.wire().dialogues()).allMatch(Dialogue::ended);
    assertThat(endings.faults()).isEmpty();
    threadsAreGone();
  }

  private static final Pattern THREADS =
      Pattern.compile("(?:SMTP|POP3|IMAP|HTTP) client [0-9]+|lab server, [A-Z0-9]+ [0-9]+");

  /// The JVM's dump has virtual threads as well. One that has said that it ends may need a moment.
  private void threadsAreGone() throws IOException {
    var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String found;
    int dumps = 0;
    do {
      var file = folder.resolve("threads-" + dumps++ + ".json").toAbsolutePath();
      bean.dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
      var matcher = THREADS.matcher(Files.readString(file));
      found = matcher.find() ? matcher.group() : null;
    } while (found != null && System.nanoTime() < deadline);
    assertThat(found).as("a thread that is left").isNull();
  }

  private static final Pattern ID = Pattern.compile("nonce ([0-9]+)");

  /// The numbers of the messages that a session was to bring.
  private Set<Integer> stored() {
    var numbers = new HashSet<Integer>();
    for (var message : server.messages("smith", "INBOX")) {
      var found = ID.matcher(new String(message.raw(), ISO_8859_1));
      assertThat(found.find()).isTrue();
      assertThat(numbers.add(Integer.parseInt(found.group(1)))).as("stored once").isTrue();
    }
    return numbers;
  }

  /// All is well on every port.
  private void serves() {
    for (var service : ServiceName.values()) {
      try (var client = Conversation.with(server, service)) {
        client.goes(
            switch (service.protocol()) {
              case SMTP -> "S: 220 *\nC: QUIT\nS: 221 *\nclosed";
              case POP3 -> "S: +OK *\nC: QUIT\nS: +OK *\nclosed";
              case IMAP -> "S: * OK *\nC: a LOGOUT\nS: * BYE *\nS: a OK *\nclosed";
              case HTTP -> "C: HEAD / HTTP/1.1\nC: Host: localhost\nC: \nS: HTTP/1.1 200 OK";
            });
      }
    }
  }

  @Test
  void aThousandConnectionsAtOnce() throws InterruptedException, ExecutionException {
    var clients = new ArrayList<Conversation>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var greeted = new ArrayList<Future<Conversation>>();
      for (int i = 0; i < 1_000; i++) {
        var service = PLAIN.get(i % 3);
        greeted.add(
            executor.submit(() -> {
              var client = Conversation.with(server, service);
              assertThat(client.line()).matches("220 .*|[+]OK .*|[*] OK .*");
              return client;
            }));
      }
      for (var each : greeted) {
        clients.add(each.get());
      }
      // All are there at the same time, and each is answered.
      assertThat(server.wire().dialogues()).hasSize(1_000).noneMatch(Dialogue::ended);
      for (int i = 0; i < 1_000; i++) {
        clients.get(i).sends(i % 3 == 2 ? "a LOGOUT\r\n" : "QUIT\r\n");
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(clients.get(i).line()).matches("221 .*|[+]OK .*|[*] BYE .*");
      }
    } finally {
      clients.forEach(Conversation::close);
    }
  }

  @Test
  void aHundredWhoTakeTheirTimeHoldNobodyUp() {
    var beginnings =
        List.of("EHLO ba", "USER bo", "a LOGIN \"jon", "GET / HTTP/1.1\r\nHost: localho");
    var rest = List.of("r.com\r\n", "b\r\n", "es\" wirelab\r\n", "st\r\n\r\n");
    var answers = List.of("250.*", "[+]OK.*", "a OK.*", "HTTP/1.1 200 OK");
    var slow = new ArrayList<Conversation>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(Conversation.with(server, PLAIN.get(i % 4)).sends(beginnings.get(i % 4)));
      }
      serves();
      for (int i = 0; i < 100; i++) {
        if (i % 4 < 3) {
          slow.get(i).line();
        }
        slow.get(i).sends(rest.get(i % 4));
        assertThat(slow.get(i).line()).matches(answers.get(i % 4));
      }
    } finally {
      slow.forEach(Conversation::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomOctets(ServiceName service) {
    var random = new Random(service.ordinal());
    var mail = server.messages("jones", "INBOX").size();
    long end = System.nanoTime() + RANDOM.dividedBy(ServiceName.values().length).toNanos();
    while (System.nanoTime() < end) {
      var octets = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(octets);
      // Some of it in lines, or nothing would come of it.
      for (int i = random.nextInt(40); i < octets.length - 1 && random.nextBoolean(); i += 40) {
        octets[i] = '\r';
        octets[i + 1] = '\n';
      }
      try (var client = Conversation.with(server.host(), server.port(service))) {
        client.sends(octets);
        if (random.nextBoolean()) {
          client.sendsNoMore();
          while (client.octet() >= 0) {
            // Whatever it has to say.
          }
        }
      } catch (UncheckedIOException e) {
        // Hung up on with more on its way.
      }
    }
    serves();
    assertThat(server.messages("jones", "INBOX")).hasSize(mail);
    assertThat(endings.faults()).isEmpty();
  }

  /// Sends so much of a session and nothing more, and says whether what counts was acknowledged.
  private boolean acknowledged(ServiceName service, String session, int octets, String sign) {
    try (var client = Conversation.with(server, service)) {
      client.sends(session.substring(0, octets)).sendsNoMore();
      return Pattern.compile(sign, Pattern.MULTILINE).matcher(client.rest()).find();
    }
  }

  /// Sends so much of a session and hangs up, whatever the server is about to say.
  private void hangsUp(ServiceName service, String session, int octets) {
    try (var client = Conversation.with(server, service)) {
      client.sends(session.substring(0, octets));
    }
    endings.next();
  }

  private void everywhere(ServiceName service, String session, String sign) {
    var acknowledged = new HashSet<Integer>();
    int complete = session.replace("NUMBER", "10000").length();
    for (int octets = 0; octets <= complete; octets++) {
      int number = 10_000 + octets;
      var numbered = session.replace("NUMBER", String.valueOf(number));
      if (acknowledged(service, numbered, octets, sign)) {
        acknowledged.add(number);
      }
      endings.next();
    }
    assertThat(acknowledged).contains(10_000 + complete).hasSizeLessThan(complete / 2);
    assertThat(stored()).isEqualTo(acknowledged);
    for (int octets = 0; octets <= complete; octets++) {
      hangsUp(service, session.replace("NUMBER", String.valueOf(20_000 + octets)), octets);
    }
    assertThat(stored())
        .containsAll(acknowledged)
        .allMatch(
            number -> number < 20_000 || acknowledged.contains(number - 10_000),
            "what was there in full");
  }

  @Test
  void smtpBreaksOffAnywhere() {
    everywhere(
        ServiceName.SMTP,
        "EHLO bar.com\r\nMAIL FROM:<>\r\nRCPT TO:<smith@foo.com>\r\nDATA\r\n"
            + "Subject: nonce NUMBER\r\n\r\n..\r\n.\r\nQUIT\r\n",
        "^354 .*\r\n250 ");
  }

  @Test
  void smtpInChunksBreaksOffAnywhere() {
    everywhere(
        ServiceName.SMTP,
        "EHLO bar.com\r\nMAIL FROM:<>\r\nRCPT TO:<smith@foo.com>\r\n"
            + "BDAT 22\r\nSubject: nonce NUMBER\r\nBDAT 6 LAST\r\n\r\nHi\r\nQUIT\r\n",
        "(?:^250 .*\r\n){5}");
  }

  @Test
  void imapBreaksOffAnywhere() {
    everywhere(
        ServiceName.IMAP,
        "a LOGIN smith redqueen\r\nb APPEND INBOX {26+}\r\nSubject: nonce NUMBER\r\n\r\nHi\r\nc LOGOUT\r\n",
        "^b OK ");
  }

  @Test
  void httpBreaksOffAnywhere() {
    everywhere(
        ServiceName.HTTP,
        "POST /mailboxes/smith/messages HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: message/rfc822\r\nContent-Length: 26\r\n\r\n"
            + "Subject: nonce NUMBER\r\n\r\nHi",
        "^HTTP/1.1 201 ");
  }

  @Test
  void pop3BreaksOffAnywhereAndDeletesAtQuitAlone() {
    var session = "USER bob\r\nPASS redqueen\r\nDELE 1\r\nRETR 2\r\nQUIT\r\n";
    for (int octets = 0; octets <= session.length(); octets++) {
      boolean quit = octets == session.length();
      boolean goodbye = acknowledged(ServiceName.POP3, session, octets, "^[+]OK .*\r\n\\z");
      endings.next();
      assertThat(server.messages("bob", "INBOX")).as(octets + " octets").hasSize(quit ? 2 : 3);
      assertThat(goodbye || !quit).isTrue();
    }
    server.reset();
    for (int octets = 0; octets < session.length(); octets++) {
      hangsUp(ServiceName.POP3, session, octets);
    }
    assertThat(server.messages("bob", "INBOX")).hasSize(3);
  }

  /// A lab with one message too big for the buffers between server and client.
  private LabServer withABigMessage(Endings endings) throws IOException {
    Files.writeString(
        folder.resolve("big.eml"), "Subject: big\n\n" + ("x".repeat(70) + "\n").repeat(60_000));
    var fixture =
        Files.writeString(
            folder.resolve("fixture.ini"),
            """
            [lab]
            clock = 2026-01-05T09:00:00Z
            [account bob]
            address = bob@foo.com
            password = x
            [message bob INBOX]
            file = big.eml
            received = 2026-01-04T12:30:00Z
            """);
    var hasty = Listeners.loopback().with(Duration.ofSeconds(1));
    return LabServer.start(Fixture.read(fixture), hasty, endings);
  }

  @ParameterizedTest
  @EnumSource
  void whoNeverReadsIsHungUpOnAndHoldsNobodyUp(ServiceName service) throws IOException {
    var ends = new Endings();
    try (var lab = withABigMessage(ends);
        var deaf = Conversation.with(lab, service)) {
      deaf.sends(
          switch (service.protocol()) {
            case SMTP -> "EHLO x\r\n".repeat(150_000);
            case POP3 -> "USER bob\r\nPASS x\r\n" + "RETR 1\r\n".repeat(10);
            case IMAP -> "a LOGIN bob x\r\nb SELECT INBOX\r\n" + "c FETCH 1 BODY[]\r\n".repeat(10);
            case HTTP ->
                "GET /mailboxes/bob/messages/1 HTTP/1.1\r\nHost: localhost\r\nAccept: message/rfc822\r\n\r\n"
                    .repeat(10);
          });
      assertThat(ends.nextRemarkLike("the client does not read.*")).isNotEmpty();
      ends.next();
      try (var other = Conversation.with(lab, ServiceName.POP3)) {
        other.goes("S: +OK *\nC: USER bob\nS: +OK *\nC: PASS x\nS: +OK *\nC: QUIT\nS: +OK *");
      }
    }
    assertThat(ends.faults()).isEmpty();
  }
}
