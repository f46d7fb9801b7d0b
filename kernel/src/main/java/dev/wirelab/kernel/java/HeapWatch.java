package dev.wirelab.kernel.java;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.Cleaner;
import java.lang.ref.SoftReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/// Keeps a heap that fills up usable.
///
/// The JVM throws when nothing is left, and then nothing is left for the kernel either: not to tell
/// of it, nor to compile the `= null` that would help. So the cell that fills the heap is told
/// before, after a collection of all memory that left too much; and for a cell that is faster than
/// that some memory is kept back, of which the JVM takes hold before it throws.
final class HeapWatch {

  private static final int SHARE = 16;
  private static final long MOST = 32L << 20;

  /// What the kernel itself may take while a cell that cleans up runs.
  private static final long LEAST = 8L << 20;

  private final Runnable full;
  private final Cleaner collections = Cleaner.create();

  /// Guarded by this object's lock: what is kept back, if anything; the pools of the heap, once it
  /// is watched; what the last collection of all memory left in them; and when the cell began, in
  /// milliseconds of the JVM.
  private SoftReference<byte[]> keptBack;

  private List<MemoryPoolMXBean> pools = List.of();

  private long left;
  private Map<String, Long> begun = Map.of();

  /// @param full called, on a thread of the JVM, each time that a cell left too little
  HeapWatch(Runnable full) {
    this.full = full;
  }

  /// Begins to watch. A heap that has not grown to half its size needs no more than a look after
  /// each collection, which spares most notebooks the classes of java.management.
  void begin() {
    collections.register(new Object(), this::collected);
  }

  private void collected() {
    var runtime = Runtime.getRuntime();
    if (runtime.totalMemory() < runtime.maxMemory() / 2) {
      begin();
    } else {
      watch();
    }
  }

  private synchronized void watch() {
    pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((collection, _) -> collected(collection), null, null);
    }
    begun = count();
    keepBack();
  }

  /// A cell begins; what others left behind is not held against it. Asked for and not remembered:
  /// of a heap without any room the JVM cannot tell.
  synchronized void relax() {
    if (pools.isEmpty()) {
      return;
    }
    begun = count();
    left = pools.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    if (keptBack != null && keptBack.get() == null) {
      keptBack = null;
    }
    if (keptBack == null && left + share() < limit()) {
      keepBack();
    }
  }

  private void keepBack() {
    try {
      keptBack = new SoftReference<>(new byte[(int) share()]);
    } catch (OutOfMemoryError e) {
      // The next cell tries again.
    }
  }

  private synchronized void collected(Notification collection) {
    var info = GarbageCollectionNotificationInfo.from((CompositeData) collection.getUserData());
    if (!info.getGcAction().equals("end of major GC")) {
      return;
    }
    long before = left;
    left = leftBy(info.getGcInfo());
    // The JVM tells of it later, and perhaps in another cell.
    boolean its = info.getGcInfo().getId() > begun.getOrDefault(info.getGcName(), 0L);
    boolean taken = keptBack != null && keptBack.get() == null;
    if (taken) {
      keptBack = null;
    }
    if (its && left > limit() && (taken || left > before + LEAST)) {
      full.run();
    }
  }

  /// How often each collector has collected.
  private static Map<String, Long> count() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .collect(
            Collectors.toMap(
                GarbageCollectorMXBean::getName, GarbageCollectorMXBean::getCollectionCount));
  }

  private long leftBy(GcInfo collection) {
    return pools.stream()
        .mapToLong(pool -> collection.getMemoryUsageAfterGc().get(pool.getName()).getUsed())
        .sum();
  }

  /// How much may be left: the space of old objects, except for a share.
  private long limit() {
    return old() - share();
  }

  private long share() {
    return Math.min(MOST, old() / SHARE);
  }

  private long old() {
    return pools.stream()
        .map(pool -> pool.getUsage().getMax())
        .max(Comparator.naturalOrder())
        .orElse(Long.MAX_VALUE);
  }
}
