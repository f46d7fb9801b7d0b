package dev.wirelab.kernel.java;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Changes the code of cells on its way to the class loader: stop checks, so that any loop can be
/// ended, waits that an interrupt of the cell ends, traces that name cells, and no way out of the
/// JVM. Where marks are given, calls that lead behind the program fail.
final class Weaver {

  private static final ClassDesc STOP_CHECK = desc(StopCheck.class);
  private static final ClassDesc EXIT_REFUSED = desc(ExitRefused.class);
  private static final ClassDesc PROCESSES = desc(Processes.class);
  private static final ClassDesc SEALED = desc(SealedException.class);
  private static final ClassDesc WAITS = desc(Waits.class);
  private static final ClassDesc STACK_TRACES = desc(StackTraces.class);
  private static final MethodTypeDesc PRINTS_THROWABLE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Throwable);

  /// What stands in for a call: a static method that takes what the call took, its object first.
  private record StandIn(ClassDesc owner, String name, MethodTypeDesc type) {

    private static final String PRINT_STACK_TRACE = "printStackTrace";

    private static final Set<String> NAMES =
        Set.of(
            "exit",
            "halt",
            "start",
            "exec",
            "lock",
            "join",
            "awaitUninterruptibly",
            "acquireUninterruptibly",
            PRINT_STACK_TRACE);

    /// The stand-in of a method, if it must not be called itself.
    static Optional<StandIn> of(ClassDesc owner, String name, String descriptor) {
      if (!NAMES.contains(name)) {
        return Optional.empty();
      }
      if (name.equals(PRINT_STACK_TRACE)) {
        // javac names the class that the variable is of. All that Java has of this name is
        // Throwable's.
        return owner.descriptorString().startsWith("Ljava/") && descriptor.equals("()V")
            ? Optional.of(new StandIn(STACK_TRACES, name, PRINTS_THROWABLE))
            : Optional.empty();
      }
      return switch (owner.descriptorString() + name + descriptor) {
        case "Ljava/lang/System;exit(I)V" ->
            Optional.of(new StandIn(EXIT_REFUSED, "exit", MethodTypeDesc.ofDescriptor(descriptor)));
        case "Ljava/lang/Runtime;exit(I)V", "Ljava/lang/Runtime;halt(I)V" ->
            Optional.of(new StandIn(EXIT_REFUSED, "exit", withObject(owner, descriptor)));
        case "Ljava/lang/ProcessBuilder;start()Ljava/lang/Process;",
            "Ljava/lang/Runtime;exec([Ljava/lang/String;)Ljava/lang/Process;" ->
            Optional.of(new StandIn(PROCESSES, name, withObject(owner, descriptor)));
        case "Ljava/util/concurrent/locks/Lock;lock()V",
            "Ljava/util/concurrent/locks/ReentrantLock;lock()V",
            "Ljava/util/concurrent/locks/ReentrantReadWriteLock$ReadLock;lock()V",
            "Ljava/util/concurrent/locks/ReentrantReadWriteLock$WriteLock;lock()V",
            "Ljava/util/concurrent/locks/Condition;awaitUninterruptibly()V",
            "Ljava/util/concurrent/Semaphore;acquireUninterruptibly()V",
            "Ljava/util/concurrent/Semaphore;acquireUninterruptibly(I)V",
            "Ljava/util/concurrent/CompletableFuture;join()Ljava/lang/Object;" ->
            Optional.of(new StandIn(WAITS, name, withObject(owner, descriptor)));
        default -> Optional.empty();
      };
    }

    private static MethodTypeDesc withObject(ClassDesc owner, String descriptor) {
      return MethodTypeDesc.ofDescriptor(descriptor).insertParameterTypes(0, owner);
    }
  }

  private final ClassFile classFile;

  /// @param hierarchy knows the classes of earlier cells, which no class path holds
  Weaver(ClassHierarchyResolver hierarchy) {
    classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  /// @param seal what the code may not reach for
  byte[] weave(byte[] bytecodes, Seal seal) {
    var type = classFile.parse(bytecodes);
    var self = type.thisClass().asSymbol();
    return classFile.transformClass(
        type,
        ClassTransform.transformingMethodBodies(
                CodeTransform.ofStateful(() -> new Method(seal, self)))
            .andThen(ClassTransform.endHandler(Weaver::admit)));
  }

  /// javac marks what uses a preview feature, and a JVM that was not started for it would refuse.
  private static void admit(ClassBuilder type) {
    type.withVersion(ClassFile.latestMajorVersion(), 0);
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static final class Method implements CodeTransform {

    /// The kinds of handles that call a method of an object or class as its name says.
    private static final Set<Kind> CALLS =
        EnumSet.of(Kind.VIRTUAL, Kind.INTERFACE_VIRTUAL, Kind.STATIC, Kind.INTERFACE_STATIC);

    private final Set<Label> passed = new HashSet<>();
    private final Seal seal;
    private final ClassDesc self;

    private Method(Seal seal, ClassDesc self) {
      this.seal = seal;
      this.self = self;
    }

    @Override
    public void atStart(CodeBuilder code) {
      check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (!seal.isOpen()) {
        sealedBy(element).ifPresent(what -> refuse(code, what));
      }
      // No switch over types: it is linked when first reached, which is while a start is waited
      // for.
      if (element instanceof LabelTarget target) {
        passed.add(target.label());
      } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
        check(code);
      } else if (element instanceof InvokeInstruction call
          // A call of the superclass's method is not the object's own.
          && call.opcode() != Opcode.INVOKESPECIAL) {
        var other =
            StandIn.of(
                call.owner().asSymbol(), call.name().stringValue(), call.type().stringValue());
        if (other.isPresent()) {
          code.invokestatic(other.get().owner(), other.get().name(), other.get().type());
          return;
        }
      } else if (element instanceof InvokeDynamicInstruction call
          && call.bootstrapArgs().stream().anyMatch(arg -> !replaced(arg).equals(arg))) {
        code.invokedynamic(
            DynamicCallSiteDesc.of(
                call.bootstrapMethod(),
                call.name().stringValue(),
                call.typeSymbol(),
                call.bootstrapArgs().stream().map(Method::replaced).toArray(ConstantDesc[]::new)));
        return;
      }
      code.with(element);
    }

    /// What `System::exit` and its like became in a method reference.
    private static ConstantDesc replaced(ConstantDesc argument) {
      return argument instanceof DirectMethodHandleDesc method && CALLS.contains(method.kind())
          ? StandIn.of(method.owner(), method.methodName(), method.lookupDescriptor())
              .<ConstantDesc>map(other ->
                  MethodHandleDesc.ofMethod(Kind.STATIC, other.owner(), other.name(), other.type()))
              .orElse(argument)
          : argument;
    }

    /// What the element reaches for and must not.
    private Optional<String> sealedBy(CodeElement element) {
      if (element instanceof InvokeInstruction call) {
        return behind(call.owner().asSymbol(), call.name().stringValue());
      }
      if (element instanceof InvokeDynamicInstruction call) {
        return call.bootstrapArgs().stream()
            .filter(DirectMethodHandleDesc.class::isInstance)
            .map(DirectMethodHandleDesc.class::cast)
            .flatMap(method -> behind(method.owner(), method.methodName()).stream())
            .findFirst();
      }
      if (element instanceof FieldInstruction field && field.opcode() == Opcode.PUTSTATIC) {
        // A declaration's own variable is its own: whether it may be declared is asked before.
        var owner = field.owner().asSymbol();
        var name = field.name().stringValue();
        return !owner.equals(self) && seal.isKept(named(owner), name)
            ? Optional.of(name)
            : Optional.empty();
      }
      return Optional.empty();
    }

    private Optional<String> behind(ClassDesc owner, String method) {
      var name = named(owner);
      return seal.isBehind(name, method) ? Optional.of(name + "." + method) : Optional.empty();
    }

    private static String named(ClassDesc type) {
      var descriptor = type.descriptorString();
      return type.isClassOrInterface()
          ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
          : descriptor;
    }

    private static void refuse(CodeBuilder code, String what) {
      code.ldc(what);
      code.invokestatic(
          SEALED, "refuse", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
    }

    private static void check(CodeBuilder code) {
      code.invokestatic(STOP_CHECK, "check", ConstantDescs.MTD_void);
    }
  }
}
