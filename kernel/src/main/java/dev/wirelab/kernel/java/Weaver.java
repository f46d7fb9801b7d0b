package dev.wirelab.kernel.java;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/// Changes the code of cells on its way to the class loader: stop checks, so that any loop can be
/// ended, and no way out of the JVM.
final class Weaver {

  private static final ClassDesc STOP_CHECK = desc(StopCheck.class);
  private static final ClassDesc EXIT_REFUSED = desc(ExitRefused.class);
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
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Method::new)));
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
        case InvokeInstruction call when call.typeSymbol().equals(INT_TO_VOID) ->
            invoke(code, call);
        default -> code.with(element);
      }
    }

    private static void invoke(CodeBuilder code, InvokeInstruction call) {
      switch (call.owner().asInternalName() + "." + call.name().stringValue()) {
        case "java/lang/System.exit" -> code.invokestatic(EXIT_REFUSED, "exit", INT_TO_VOID);
        case "java/lang/Runtime.exit", "java/lang/Runtime.halt" ->
            code.invokestatic(EXIT_REFUSED, "exit", INT_TO_VOID).pop();
        default -> code.with(call);
      }
    }

    private static void check(CodeBuilder code) {
      code.invokestatic(STOP_CHECK, "check", ConstantDescs.MTD_void);
    }
  }
}
