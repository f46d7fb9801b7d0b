package dev.wirelab.kernel.java;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Changes the code of cells on its way to the class loader: stop checks, so that any loop can be
/// ended, and no way out of the JVM.
final class Weaver {

  private static final ClassDesc STOP_CHECK = desc(StopCheck.class);
  private static final ClassDesc EXIT_REFUSED = desc(ExitRefused.class);
  private static final ClassDesc RUNTIME = desc(Runtime.class);
  private static final MethodTypeDesc INT_TO_VOID =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  private final ClassFile classFile;

  /// @param hierarchy knows the classes of earlier cells, which no class path holds
  Weaver(ClassHierarchyResolver hierarchy) {
    classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  byte[] weave(byte[] bytecodes) {
    return classFile.transformClass(
        classFile.parse(bytecodes),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Method::new))
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

    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder code) {
      check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case LabelTarget target -> {
          passed.add(target.label());
          code.with(element);
        }
        case BranchInstruction branch when passed.contains(branch.target()) -> {
          check(code);
          code.with(element);
        }
        case InvokeInstruction call -> {
          var refused =
              refused(
                  call.owner().asSymbol(), call.name().stringValue(), call.type().stringValue());
          if (refused.isPresent()) {
            code.invokestatic(EXIT_REFUSED, "exit", refused.get());
          } else {
            code.with(call);
          }
        }
        case InvokeDynamicInstruction call
            when call.bootstrapArgs().stream().anyMatch(arg -> !withoutExit(arg).equals(arg)) ->
            code.invokedynamic(
                DynamicCallSiteDesc.of(
                    call.bootstrapMethod(),
                    call.name().stringValue(),
                    call.typeSymbol(),
                    call.bootstrapArgs().stream()
                        .map(Method::withoutExit)
                        .toArray(ConstantDesc[]::new)));
        default -> code.with(element);
      }
    }

    /// What `System::exit` and its like became in a method reference.
    private static ConstantDesc withoutExit(ConstantDesc argument) {
      return argument instanceof DirectMethodHandleDesc method
          ? refused(method.owner(), method.methodName(), method.lookupDescriptor())
              .<ConstantDesc>map(
                  type -> MethodHandleDesc.ofMethod(Kind.STATIC, EXIT_REFUSED, "exit", type))
              .orElse(argument)
          : argument;
    }

    /// The type of the method that stands in for a way out of the JVM; empty for all others.
    private static Optional<MethodTypeDesc> refused(
        ClassDesc owner, String name, String descriptor) {
      if (!descriptor.equals(INT_TO_VOID.descriptorString())) {
        return Optional.empty();
      }
      return switch (owner.descriptorString() + name) {
        case "Ljava/lang/System;exit" -> Optional.of(INT_TO_VOID);
        case "Ljava/lang/Runtime;exit", "Ljava/lang/Runtime;halt" ->
            Optional.of(INT_TO_VOID.insertParameterTypes(0, RUNTIME));
        default -> Optional.empty();
      };
    }

    private static void check(CodeBuilder code) {
      code.invokestatic(STOP_CHECK, "check", ConstantDescs.MTD_void);
    }
  }
}
